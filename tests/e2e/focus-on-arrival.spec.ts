import { alive, CDN, chatkit, expect, test } from "./fixtures.ts";
import { converse, input } from "./instant-view.ts";
import { rows } from "./sidebar.ts";

// Where the focus is after a navigation, for keyboard users. It must not be on the document.

test("a conversation focuses its composer when it is loaded and when it is opened", async ({
  guest: page,
}) => {
  await converse(page, "List tasks");
  const link = page.getByRole("link", { name: "New chat" }).first();
  await link.click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(input(page)).toBeFocused();
  await link.click();
  await expect(input(page), "also from a new chat").toBeFocused();
  await rows(page).first().click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(input(page)).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "List tasks" }), "it is announced").toBeAttached();
  for (const path of ["/chat", page.url()]) {
    await page.goto(path);
    await expect(input(page)).toBeFocused();
    await page.keyboard.type("Buy new socks");
    await expect(input(page)).toHaveValue("Buy new socks");
  }
  await expect(page.getByRole("heading", { level: 1, includeHidden: true })).toHaveCount(1);
});

test("another page focuses its heading after a navigation, and not when it is loaded", async ({
  guest: page,
}) => {
  await page.context().route(CDN, (route) => route.abort());
  for (const name of ["Tasks", "History", "Settings"]) {
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name })).toBeFocused();
  }
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1, name: "History" })).toBeFocused();
  await page.reload();
  await alive(page);
  await expect(page.getByRole("heading", { level: 1, name: "History" })).not.toBeFocused();
});

test("opening a new chat focuses ChatKit’s composer when it is in charge", async ({ guest: page }) => {
  await page.getByRole("textbox", { name: "Message", exact: true }).or(chatkit(page)).first().waitFor();
  await expect(chatkit(page)).toBeVisible();
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(chatkit(page).getByRole("textbox")).toBeFocused();
});

test.describe("by touch", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 400, height: 800 } });

  test("opening a new chat doesn't open the on-screen keyboard", async ({ guest: page }) => {
    await converse(page, "List tasks");
    await page.getByRole("link", { name: "New chat" }).tap();
    await expect(page).toHaveURL(/\/chat$/);
    await expect(page.getByRole("button", { name: "List tasks" })).toBeVisible();
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
    await expect(input(page)).not.toBeFocused();
  });
});
