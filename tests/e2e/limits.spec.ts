import type { AppProcess } from "#tests/support/app-process.ts";
import { APP_TIMEOUT, withApp } from "./app.ts";
import { composer, notice, send } from "./chatkit-view.ts";
import { chatkit, CDN, expect, expectAnswers, say, test as base } from "./fixtures.ts";

/** An app in which guests have two messages a minute. */
const test = base.extend<object, { app: AppProcess }>({
  app: [
    // Playwright requires a destructured argument, even an empty one.
    // oxlint-disable-next-line no-empty-pattern
    ({}, use, worker) => withApp({ LIMIT_MESSAGES_PER_MINUTE: "2/2" }, use, worker),
    { scope: "worker", timeout: APP_TIMEOUT },
  ],
});

const SENTENCE = /You have sent 2 messages in a minute, the limit for guests\. Send it again in/;

test("over the limit, the instant view says when to go on, and keeps the words", async ({
  guest: page,
  context,
}) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
  for (const count of [1, 2]) {
    await say(page, `Hello ${count}`);
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(count);
    await expect(page.getByRole("button", { name: "Send", exact: true })).toBeVisible();
  }
  await say(page, "My precious words");
  await expect(page.getByRole("alert")).toContainText(SENTENCE);
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("My precious words");
  await expect(page.locator('[data-type="user_message"]')).toHaveCount(2);
});

test("over the limit, ChatKit's words come back with the reason", async ({ guest: page }) => {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await send(page, "Hello 1");
  await expectAnswers(page, 1);
  await send(page, "Hello 2");
  await expectAnswers(page, 2);
  await send(page, "My precious words");
  await expect(notice(page)).toContainText(SENTENCE);
  await expect(composer(page)).toHaveValue("My precious words");
});

test.describe("without a script", () => {
  test.use({ javaScriptEnabled: false });

  test("over the limit, the page says when to go on, and keeps the words", async ({ guest: page }) => {
    const write = async (text: string) => {
      await page.getByRole("textbox", { name: "Message" }).fill(text);
      await page.getByRole("button", { name: "Send" }).click();
    };
    await write("Hello 1");
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(1);
    await write("Hello 2");
    await expect(page.locator('[data-type="assistant_message"]')).toHaveCount(2);
    await write("My precious words");
    await expect(page.getByText(SENTENCE)).toBeVisible();
    await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("My precious words");
  });
});
