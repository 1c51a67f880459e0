import type { Page } from "@playwright/test";
import { CDN, expect, say, test } from "./fixtures.ts";

// The instant view as a client of its own, when ChatKit can't be loaded.

const messages = (page: Page) => page.getByRole("list", { name: "Messages" });
const item = (page: Page, type: string) => page.locator(`[data-type="${type}"]`);
const sendButton = (page: Page) => page.getByRole("button", { name: "Send" });

/** Sends a message and waits for the whole answer. */
async function ask(page: Page, text: string): Promise<void> {
  const answers = await item(page, "assistant_message").count();
  await say(page, text);
  await expect(item(page, "assistant_message")).toHaveCount(answers + 1);
  await expect(sendButton(page)).toBeVisible();
}

test.beforeEach(async ({ guest: page, context }) => {
  await context.route(CDN, (route) => route.abort());
  await page.goto("/chat");
});

test("the last message can be edited, and is answered again in its place", async ({ guest: page }) => {
  await ask(page, "Thanks");
  await ask(page, "Add a task: water the plants");
  await page.getByRole("button", { name: "Edit" }).click();
  const words = page.getByRole("textbox", { name: "Your message" });
  await expect(words).toBeFocused();
  await words.fill("Add a task: feed the cat");
  await page.keyboard.press("Enter");
  await expect(messages(page)).toContainText("Added Feed the cat");
  await expect(messages(page)).not.toContainText("water the plants");
  await expect(item(page, "user_message")).toHaveText([/Thanks/, /feed the cat/]);
  await expect(sendButton(page)).toBeVisible();
  await page.reload();
  await expect(item(page, "user_message")).toHaveText([/Thanks/, /feed the cat/]);
  await expect(item(page, "assistant_message")).toHaveCount(2);
});

test("Escape cancels an edit", async ({ guest: page }) => {
  await ask(page, "Thanks");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("Something else");
  await page.keyboard.press("Escape");
  await expect(item(page, "user_message")).toHaveText(/Thanks/);
});

test("retrying an earlier answer asks for confirmation, and removes the later messages", async ({
  guest: page,
}) => {
  await ask(page, "Thanks");
  await ask(page, "Hello");
  const first = item(page, "assistant_message").first();
  await first.hover();
  await first.getByRole("button", { name: "Try again" }).click();
  const dialog = page.getByRole("dialog", { name: "Answer this again?" });
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(item(page, "user_message")).toHaveCount(2);
  await first.getByRole("button", { name: "Try again" }).click();
  await dialog.getByRole("button", { name: "Answer again" }).click();
  await expect(item(page, "user_message")).toHaveCount(1);
  await expect(item(page, "assistant_message")).toHaveText(/welcome/);
  await page.reload();
  await expect(messages(page).getByRole("listitem")).toHaveCount(2);
});

test("the assistant's question is answered in a form, and the answer stays", async ({ guest: page }) => {
  await ask(page, "Add a task: buy milk");
  await ask(page, "Add a task: buy oat milk");
  await say(page, "Delete the milk task");
  const form = page.getByRole("form", { name: "Questions" });
  await form.getByRole("radio", { name: "buy oat milk" }).check();
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(item(page, "assistant_message").last()).toContainText(/Deleted.*oat milk/i);
  await expect(form).toHaveCount(0);
  await page.reload();
  await expect(item(page, "structured_input")).toContainText("Buy oat milk");
  await page.goto("/tasks");
  await expect(page.getByRole("main")).toContainText("Buy milk");
  await expect(page.getByRole("main")).not.toContainText("oat milk");
});

test("skipping a question changes nothing", async ({ guest: page }) => {
  await ask(page, "Add a task: buy milk");
  await ask(page, "Add a task: buy oat milk");
  await say(page, "Delete the milk task");
  await page.getByRole("button", { name: "Skip" }).click();
  await expect(item(page, "structured_input")).toContainText("Skipped");
  await page.goto("/tasks");
  await expect(page.getByRole("main")).toContainText("oat milk");
});

test("a task that an answer cites links to the tasks", async ({ guest: page }) => {
  await ask(page, "Add a task: water the plants");
  await page.getByRole("list", { name: "Sources" }).getByRole("link", { name: "water the plants" }).click();
  await expect(page).toHaveURL(/\/tasks/);
});

test("a refused message returns to the composer, and a refused edit changes nothing", async ({
  guest: page,
  context,
}) => {
  await ask(page, "Thanks");
  await context.route("**/api/chatkit", (route) =>
    route.fulfill({ status: 409, json: { message: "This conversation is locked." } }),
  );
  await say(page, "Buy milk");
  await expect(page.getByRole("alert")).toHaveText(/locked/);
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Buy milk");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Message" })).toHaveValue("Buy milk");
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("Hello");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toHaveText(/locked/);
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue("Hello");
  await page.keyboard.press("Escape");
  await expect(item(page, "user_message")).toHaveText(/Thanks/);
  await expect(item(page, "assistant_message")).toHaveText(/welcome/);
});

test("an edit that could not be sent keeps its text", async ({ guest: page, context }) => {
  await ask(page, "Thanks");
  await context.route("**/api/chatkit", (route) =>
    route.fulfill({ status: 409, json: { message: "This conversation is locked." } }),
  );
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("Hello");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue("Hello");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Edit" })).toBeFocused();
});

test("a message that fails after the user has left is a draft of its conversation", async ({
  guest: page,
  context,
}) => {
  await ask(page, "Thanks");
  const url = page.url();
  let tries = 0;
  await context.route("**/api/chatkit", (route) => {
    tries += 1;
    return route.fulfill({ status: 503, json: {} });
  });
  await say(page, "Not to be lost");
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(page).toHaveURL(/\/chat$/);
  const input = page.getByRole("textbox", { name: "Message" });
  // It is repeated after 0.8, 2 and 5 s.
  await expect.poll(() => tries, { timeout: 30_000 }).toBe(4);
  await expect
    .poll(() => page.evaluate(() => Object.keys(sessionStorage).map((key) => sessionStorage.getItem(key))))
    .toContain("Not to be lost");
  await expect(input).toHaveValue("");
  await context.unroute("**/api/chatkit");
  await page.goto(url);
  await expect(input).toHaveValue("Not to be lost");
});

/** Starts a conversation and gets an answer while loader data is still pending. */
async function beginWithoutLists(page: Page): Promise<void> {
  await page.context().route(/\.data/, () => undefined);
  await ask(page, "Thanks");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await page.context().unroute(/\.data/);
}

test("a new conversation is in the URL before loader data arrives", async ({ guest: page }) => {
  await beginWithoutLists(page);
  await page.reload();
  await expect(item(page, "assistant_message")).toHaveCount(1);
});

test("a new chat can be opened before the previous one is in the sidebar", async ({ guest: page }) => {
  await beginWithoutLists(page);
  const { pathname } = new URL(page.url());
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(page.getByRole("button", { name: "Create a task" })).toBeVisible();
  await expect(page).toHaveURL(/\/chat$/);
  await page.locator(`a[href="${pathname}"]`).first().click();
  await expect(page).toHaveURL(pathname);
  await expect(item(page, "assistant_message")).toHaveText(/welcome/);
});

test("a change in one tab appears in another, where a retry still asks before removing messages", async ({
  guest: page,
  context,
}) => {
  await ask(page, "Thanks");
  const other = await context.newPage();
  await other.goto(page.url());
  await ask(other, "Hello");
  await expect(item(page, "user_message")).toHaveCount(2);
  await page.locator('[data-type="assistant_message"]').first().hover();
  await item(page, "assistant_message").first().getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("dialog", { name: "Answer this again?" })).toBeVisible();
});

test("the composer is focused when the focused element is removed", async ({ guest: page }) => {
  const input = page.getByRole("textbox", { name: "Message" });
  await ask(page, "Add a task: buy milk");
  await ask(page, "Add a task: buy oat milk");
  await page.getByRole("button", { name: "Try again" }).last().click();
  await expect(input).toBeFocused();
  await expect(sendButton(page)).toBeVisible();
  await say(page, "Delete the milk task");
  const form = page.getByRole("form", { name: "Questions" });
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(form.getByRole("alert")).toHaveText("Choose an answer, or skip.");
  await form.getByRole("textbox", { name: /Another answer/ }).fill("Something else");
  await form.getByRole("radio").first().check();
  await expect(form.getByRole("textbox")).toHaveValue("");
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(input).toBeFocused();
});

test("each conversation keeps its own draft", async ({ guest: page }) => {
  await ask(page, "Thanks");
  const input = page.getByRole("textbox", { name: "Message" });
  await input.fill("About this one");
  await page.getByRole("link", { name: "New chat" }).first().click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(input).toHaveValue("");
  await input.fill("About a new one");
  await page.goBack();
  await expect(input).toHaveValue("About this one");
  await page.reload();
  await expect(input).toHaveValue("About this one");
  await page.goto("/chat");
  await expect(input).toHaveValue("About a new one");
});

test("a part whose code can't be loaded leaves the page working", async ({ guest: page, context }) => {
  await context.route(/\/assets\/(streamed-markdown|shortcuts-dialog|edit-message|row-menu)/, (route) =>
    route.fulfill({ status: 404 }),
  );
  await ask(page, "Add a task: buy milk");
  await expect(item(page, "assistant_message")).toContainText("Added");
  const missing = page.getByRole("dialog", { name: "This can’t be opened now" });
  const open = [
    page.getByRole("button", { name: "Edit" }),
    page.getByRole("button", { name: /Actions for/ }),
    page.getByRole("button", { name: "Keyboard shortcuts" }),
  ];
  for (const button of open) {
    await button.click();
    await expect(missing).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(missing).toBeHidden();
  }
  await expect(item(page, "user_message")).toContainText("buy milk");
});

test("unfolding a long message keeps its beginning in place", async ({ guest: page }) => {
  const lines = Array.from({ length: 80 }, (_, index) => `Line ${index + 1}`).join("\n");
  await page.getByRole("textbox", { name: "Message" }).fill(lines);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(item(page, "assistant_message")).toHaveCount(1);
  await expect(sendButton(page)).toBeVisible();
  const words = item(page, "user_message").getByText("Line 1 Line 2", { exact: false });
  const top = async () => (await words.boundingBox())?.y ?? 0;
  const before = await top();
  await page.getByText("Show the whole message").click();
  await expect(page.getByText("Show less")).toBeAttached();
  await expect.poll(async () => (await words.boundingBox())?.height).toBeGreaterThan(1500);
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(2);
});
