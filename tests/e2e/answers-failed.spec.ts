import { test } from "./answers.ts";
import { expect, say } from "./fixtures.ts";
import { item, openInstantView, sendButton } from "./instant-view.ts";

// An answer that failed.

test.beforeEach(({ guest: page }) => openInstantView(page));

test("a message whose answer failed can be retried after a reload", async ({
  guest: page,
  browser,
  context,
  model,
}) => {
  const region = page.locator('main [role="status"].sr-only');
  const unanswered = page.getByText("This has not been answered.");
  model.script({ status: 400 });
  await say(page, "Who are you?");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(sendButton(page)).toBeVisible();
  await expect(region, "the progress line is cleared").toBeEmpty();
  await expect(unanswered, "only the problem is shown").toHaveCount(0);

  const scripts = Promise.withResolvers<void>();
  await page.route("**/assets/**/*.js", async (route) => {
    await scripts.promise;
    await route.continue();
  });
  await page.reload({ waitUntil: "commit" });
  await expect(unanswered).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
  const button = page.getByRole("button", { name: "Try again" });
  await expect(button, "the script hasn't loaded").toBeDisabled();
  const places = async () => [await unanswered.boundingBox(), await button.boundingBox()];
  const before = await places();
  scripts.resolve();
  await expect(button).toBeEnabled();
  expect(await places()).toEqual(before);
  // A page without a script shows it too, but has no button that needs one.
  const storageState = await context.storageState();
  const plain = await browser.newContext({ storageState, javaScriptEnabled: false });
  const document = await plain.newPage();
  await document.goto(page.url());
  await expect(document.getByText("This has not been answered.")).toBeVisible();
  await expect(document.getByRole("button", { name: "Try again" })).toHaveCount(0);
  await plain.close();

  model.script({ says: "An assistant." });
  await button.click();
  await expect(item(page, "assistant_message")).toContainText("An assistant.");
  await expect(sendButton(page)).toBeVisible();
  await expect(unanswered).toHaveCount(0);
  await page.reload();
  await expect(item(page, "user_message")).toHaveCount(1);
  await expect(item(page, "assistant_message")).toContainText("An assistant.");
  await expect(unanswered).toHaveCount(0);

  // The previous answer is not announced again when a failed send is taken back.
  await context.route("**/api/chatkit", (route) => route.fulfill({ status: 409, json: { message: "No." } }));
  await say(page, "Thanks");
  await expect(page.getByRole("alert")).toContainText("No.");
  await expect(item(page, "user_message")).toHaveCount(1);
  await expect(region).toBeEmpty();
});
