import { alive, CDN, expect, test } from "./fixtures.ts";
import { input } from "./instant-view.ts";
import { dictated } from "./models.ts";
import { stop } from "./stories.ts";

// What the Enter key does in the composer.

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 400, height: 800 } });

  test("Enter begins a new line, unless the settings say that it sends", async ({ guest: page }) => {
    await page.context().route(CDN, (route) => route.abort());
    await input(page).tap();
    await page.keyboard.type("One");
    await page.keyboard.press("Enter");
    await page.keyboard.type("Two");
    await expect(input(page)).toHaveValue("One\nTwo");
    await expect(input(page)).toHaveAttribute("enterkeyhint", "enter");
    await page.goto("/settings");
    await page.getByLabel("Sends the message").check();
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Saved.")).toBeVisible();
    await page.goto("/chat");
    await alive(page);
    await input(page).fill("List tasks");
    await input(page).press("Enter");
    await expect(page).toHaveURL(/\/chat\/thr_/);
  });
});

test("Enter sends where there is a keyboard, unless the settings say that it begins a line", async ({
  guest: page,
}) => {
  await page.context().route(CDN, (route) => route.abort());
  await page.goto("/settings");
  await page.getByLabel("Begins a new line").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await page.goto("/chat");
  await alive(page);
  await page.keyboard.type("One");
  await page.keyboard.press("Enter");
  await expect(input(page)).toHaveValue("One\n");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
});

dictated(
  "Enter sends nothing when the field is empty, during an answer, or for an input method, and shows no validation message",
  async ({ guest: page, context, model }) => {
    await context.route(CDN, (route) => route.abort());
    await page.goto("/chat");
    await alive(page);
    await input(page).evaluate((field) => {
      Object.assign(window, { complaints: 0, sent: 0 });
      field.addEventListener("invalid", () => Object.assign(window, { complaints: 1 }));
      document.addEventListener("submit", () => Object.assign(window, { sent: 1 }), true);
    });
    const quiet = async () => expect(await page.evaluate("[complaints, sent]")).toEqual([0, 0]);
    await input(page).press("Enter");
    await input(page).fill("  ");
    await input(page).press("Enter");
    await input(page).fill("\u200b");
    await input(page).press("Enter");
    await quiet();
    await input(page).fill("日本");
    // The Enter that confirms a composition of an input method, as Safari sends it.
    await input(page).dispatchEvent("keydown", { key: "Enter", keyCode: 229 });
    await quiet();
    await expect(input(page)).toHaveValue("日本");
    await input(page).press("Enter");
    const dictation = await model.next();
    await expect(stop(page)).toBeVisible();
    await page.evaluate("sent = 0");
    await input(page).press("Enter");
    await input(page).fill("And");
    await input(page).press("Enter");
    await quiet();
    await expect(input(page)).toHaveValue("And");
    dictation.finish();
  },
);
