import { expect, say, test } from "./fixtures.ts";
import { ask, item, openInstantView, sendButton } from "./instant-view.ts";

// The instant view as a client of its own, when ChatKit can't be loaded.

test.beforeEach(({ guest: page }) => openInstantView(page));

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
  await page.goto("/tasks?view=all");
  await expect(page.getByRole("main")).toContainText("Buy milk");
  await expect(page.getByRole("main")).not.toContainText("oat milk");
});

test("skipping a question changes nothing", async ({ guest: page }) => {
  await ask(page, "Add a task: buy milk");
  await ask(page, "Add a task: buy oat milk");
  await say(page, "Delete the milk task");
  await page.getByRole("button", { name: "Skip" }).click();
  await expect(item(page, "structured_input")).toContainText("Skipped");
  await page.goto("/tasks?view=all");
  await expect(page.getByRole("main")).toContainText("oat milk");
});

test("a task that an answer cites links to the tasks", async ({ guest: page }) => {
  await ask(page, "Add a task: water the plants");
  await page.getByRole("list", { name: "Sources" }).getByRole("link", { name: "water the plants" }).click();
  await expect(page).toHaveURL(/\/tasks/);
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
