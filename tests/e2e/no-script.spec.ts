import { expect, test } from "./fixtures.ts";

test.use({ javaScriptEnabled: false });

test("without JavaScript a user can sign up, write, read, rename, search and sign out", async ({ page }) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign up" }).click();
  await page.getByLabel("Name").fill("Ann Example");
  await page.getByLabel("Email").fill(`ann-${Date.now()}@example.com`);
  await page.getByLabel("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page).toHaveURL(/\/chat$/);

  await page.getByRole("button", { name: "Create a task" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const messages = page.getByRole("list", { name: "Messages" });
  await expect(messages.locator("[data-item]")).toHaveCount(2);
  await page.getByRole("textbox", { name: "Message" }).fill("Buy milk tomorrow at 5pm, high priority");
  await page.getByRole("button", { name: "Send" }).click();
  // Two messages, their answers, and the card of the task.
  await expect(messages.locator("[data-item]")).toHaveCount(5);
  await expect(messages).toContainText("Buy milk");

  await page.getByLabel("Conversation menu").click();
  await page.getByLabel("Title").fill("Groceries");
  await page.getByRole("button", { name: "Rename" }).click();
  await expect(page.getByRole("heading", { name: "Groceries" })).toBeVisible();

  await page.getByRole("searchbox", { name: "Search conversations" }).fill("milk");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/history\?q=milk/);
  await page.getByRole("main").getByRole("link", { name: "Groceries" }).click();
  await expect(messages).toContainText("Buy milk");

  await page.goto("/tasks?view=all");
  await expect(page.getByRole("main")).toContainText("Buy milk");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto("/tasks");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Ftasks/);
});

test("without JavaScript the assistant's question is answered in a form", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  const send = async (text: string) => {
    await page.getByRole("textbox", { name: "Message" }).fill(text);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.locator('[data-type="user_message"]').last()).toContainText(text);
  };
  await send("Add a task: buy milk");
  await send("Add a task: buy oat milk");
  await send("Delete the milk task");
  const form = page.getByRole("form", { name: "Questions" });
  const refused = page.getByRole("alert");
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(refused).toHaveText("Choose an answer, or skip.");
  await form.getByRole("radio", { name: "Buy milk", exact: true }).check();
  await form.getByRole("textbox").fill("oat milk");
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(refused).toContainText("not both");
  await form.getByRole("radio", { name: "Buy oat milk" }).check();
  await form.getByRole("button", { name: "Answer" }).click();
  await expect(form).toHaveCount(0);
  await expect(page.locator('[data-type="assistant_message"]').last()).toContainText(/Deleted.*oat milk/i);
  await send("Delete the milk task");
  await expect(page.locator('[data-type="assistant_message"]').last()).toContainText(/Deleted.*milk/i);
});

test("without JavaScript an empty message is refused with a sentence", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.getByRole("textbox", { name: "Message" }).fill("   ");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("alert")).toHaveText("Write a message first.");
});

test("without JavaScript a long message is folded, and can be unfolded by keyboard", async ({
  guest: page,
}) => {
  const lines = Array.from({ length: 80 }, (_, index) => `Line ${index + 1}`).join("\n");
  await page.getByRole("textbox", { name: "Message" }).fill(lines);
  await page.getByRole("button", { name: "Send" }).click();
  const words = page.getByText("Line 1 Line 2", { exact: false });
  const height = async () => (await words.boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(400);
  await page.getByRole("checkbox", { name: "Show the whole message" }).focus();
  await page.keyboard.press("Space");
  expect(await height()).toBeGreaterThan(1500);
});

test("without JavaScript tasks are ticked, moved together and edited in their widgets", async ({
  guest: page,
}) => {
  const send = async (text: string) => {
    await page.getByRole("textbox", { name: "Message" }).fill(text);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.locator('[data-type="user_message"]').last()).toContainText(text.split("\n")[0] ?? "");
  };
  await send("buy milk\ncall Ann\nwater the plants");
  const list = page.locator('[data-type="widget"]').last();
  // Role selectors don't look into a `noscript` element.
  await list.locator('button[aria-label="Tick Buy milk"]').click();
  await expect(list.locator('button[aria-label="Untick Buy milk"]')).toBeVisible();
  const place = new URL(page.url());
  expect(place.hash).toBe(`#${await list.getAttribute("id")}`);

  await list.getByRole("button", { name: "Select" }).click();
  await list.getByRole("checkbox", { name: "Call Ann" }).check();
  await list.getByRole("checkbox", { name: "Water the plants" }).check();
  await list.getByRole("button", { name: "Apply" }).click();
  await expect(list).toContainText("Choose what to do with them.");
  await expect(list.getByRole("checkbox", { name: "Call Ann" })).toBeChecked();
  await list.getByRole("combobox").selectOption({ label: "Move to tomorrow" });
  await list.getByRole("button", { name: "Apply" }).click();
  await expect(list).toContainText("2 tasks moved to tomorrow");
  await expect(list.getByText("Due tomorrow")).toHaveCount(2);
  await list.getByRole("button", { name: "Undo" }).click();
  await expect(list.getByText("Due tomorrow")).toHaveCount(0);

  await send("Add a task: pay rent");
  const card = page.locator('[data-type="widget"]').last();
  await card.getByRole("button", { name: "Change" }).click();
  await card.getByRole("textbox", { name: "title" }).fill("Pay the rent");
  // Enter saves, and isn't Cancel, which is the first button.
  await card.getByRole("textbox", { name: "title" }).press("Enter");
  await expect(card.getByRole("button", { name: "Change" })).toBeVisible();
  await expect(card).toContainText("Pay the rent");
});

test("without JavaScript a button of a widget that has changed does nothing, and says so", async ({
  guest: page,
  context,
}) => {
  for (const text of ["Add a task: buy milk", "Plan my day"]) {
    await page.getByRole("textbox", { name: "Message" }).fill(text);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.locator('[data-type="user_message"]').last()).toContainText(text);
  }
  const other = await context.newPage();
  await other.goto(page.url());
  await other.getByRole("button", { name: /^Complete/ }).click();
  await expect(other.getByRole("button", { name: /^Complete/ })).toHaveCount(0);
  await page.getByRole("button", { name: /^Complete/ }).click();
  await expect(page.getByRole("alert")).toContainText("Nothing was done");
});

test("a refused sign-up shows the errors at their fields, and keeps the values", async ({ page }) => {
  await page.goto("/sign-up");
  await page
    .locator("form")
    .first()
    .evaluate((form) => form.setAttribute("novalidate", ""));
  await page.getByLabel("Name").fill("Ann");
  await page.getByLabel("Email").fill("not-an-address");
  await page.getByLabel("Password").fill("short");
  await page.getByRole("button", { name: "Sign up" }).click();
  await expect(page.getByLabel("Email")).toHaveValue("not-an-address");
  await expect(page.getByLabel("Email")).toHaveAccessibleDescription("This is not an email address.");
  await expect(page.getByLabel("Password")).toHaveAccessibleDescription("Use at least 8 characters.");
});

test("the sign-in page remembers the page that was requested", async ({ page }) => {
  await page.goto("/chat/thr_somebody");
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fchat%2Fthr_somebody/);
});

test("a page restored from history can send another message, but not the same one twice", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Continue as a guest" }).click();
  await page.getByRole("button", { name: "List tasks" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  const conversation = page.url();
  const send = async (text: string) => {
    await page.getByRole("textbox", { name: "Message" }).fill(text);
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page.getByRole("list", { name: "Messages" })).toContainText(text);
  };
  const key = await page.locator('input[name="key"]').first().getAttribute("value");
  await send("Add a task: buy milk");
  const form = (text: string) => ({ form: { intent: "send", key: key ?? "", text } });
  const headers = { origin: new URL(conversation).origin };
  await page.request.post(conversation, { ...form("Add a task: buy bread"), headers });
  await page.request.post(conversation, { ...form("Add a task: buy milk"), headers });
  await page.goto("/tasks?view=all");
  await expect(page.getByRole("main").getByText("buy milk", { exact: false })).toHaveCount(1);
  await expect(page.getByRole("main")).toContainText(/buy bread/i);
});
