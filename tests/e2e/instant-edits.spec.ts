import { expect, say, test } from "./fixtures.ts";
import { ask, item, messages, openInstantView, sendButton } from "./instant-view.ts";

// Messages edited, answered again and refused in the instant view.

test.beforeEach(({ guest: page }) => openInstantView(page));

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

test("retrying an earlier answer asks for confirmation, and takes the later messages away", async ({
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
  // While it is being sent, the field has the text as well.
  await expect(page.getByRole("alert")).toHaveText(/locked/);
  await expect(page.getByRole("textbox", { name: "Your message" })).toHaveValue("Hello");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Edit" })).toBeFocused();
});
