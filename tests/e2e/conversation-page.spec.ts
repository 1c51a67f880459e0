import type { Page } from "@playwright/test";
import { alive, CDN, chatkit, expect, say, test } from "./fixtures.ts";

// What a conversation's page offers around the messages: its composer, its menu and its ratings.

const input = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
const answers = (page: Page) => page.locator('main [data-type="assistant_message"]');
const questions = (page: Page) => page.locator('main [data-type="user_message"]');
const menuButton = (page: Page) => page.getByRole("button", { name: "Conversation menu" });
const menu = (page: Page) => page.getByRole("dialog", { name: "This conversation" });

/** Sends a message in the instant view and waits for the whole answer. */
async function ask(page: Page, text: string): Promise<void> {
  const count = await answers(page).count();
  await say(page, text);
  await expect(answers(page)).toHaveCount(count + 1);
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
}

test.describe("in the instant view", () => {
  test.beforeEach(async ({ guest: page, context }) => {
    await context.route(CDN, (route) => route.abort());
    await page.goto("/chat");
    await alive(page);
  });

  test("a paste beyond the limit is kept, and the page says by how much it is too long", async ({
    guest: page,
  }) => {
    const words = "word ".repeat(40_001);
    await input(page).fill(words);
    await expect(page.getByRole("alert")).toHaveText(/too long by 5 characters/);
    await input(page).press("ControlOrMeta+Enter");
    expect(await input(page).inputValue()).toBe(words);
    await expect(input(page)).toHaveAttribute("aria-invalid", "true");
    await expect(questions(page)).toHaveCount(0);
    await input(page).press("ControlOrMeta+End");
    for (let n = 0; n < 5; n++) await page.keyboard.press("Backspace");
    await expect(page.getByRole("alert").filter({ hasText: "too long" })).toHaveCount(0);
  });

  test("a message sent from further up comes into view", async ({ guest: page }) => {
    const lines = Array.from({ length: 29 }, (_, index) => `Line ${index + 1}`).join("\n");
    for (const text of [lines, `${lines}.`]) await ask(page, text);
    await page.getByRole("region", { name: "Conversation" }).focus();
    await page.keyboard.press("Home");
    await expect(questions(page).first()).toBeInViewport();
    await expect(questions(page).last()).not.toBeInViewport();
    await ask(page, "Thanks");
    await expect(questions(page).last()).toBeInViewport({ ratio: 1 });
    await expect(answers(page).last()).toBeInViewport({ ratio: 1 });
  });

  test("a rating can be taken back", async ({ guest: page }) => {
    await ask(page, "Thanks");
    const good = page.getByRole("button", { name: "Good answer" });
    for (const pressed of ["true", "false"]) {
      const stored = page.waitForResponse((response) => response.request().method() !== "GET");
      await good.click();
      await expect(good).toHaveAttribute("aria-pressed", pressed);
      expect((await stored).ok()).toBe(true);
      await page.reload();
      await expect(good).toHaveAttribute("aria-pressed", pressed);
    }
  });

  test("a message that is sent offline waits for the network, and can be taken back", async ({
    guest: page,
    context,
  }) => {
    await ask(page, "Thanks");
    await context.setOffline(true);
    const waits = page.getByText("will be sent when you are back").and(page.locator("main p span"));
    await say(page, "Not now");
    await expect(waits).toBeVisible();
    await page.getByRole("button", { name: "Stop" }).click();
    await expect(input(page)).toHaveValue("Not now");
    await expect(questions(page)).toHaveCount(1);

    await say(page, "Hello");
    await expect(questions(page)).toHaveCount(2);
    await expect(waits).toBeVisible();
    await expect(input(page)).toHaveValue("");
    await context.setOffline(false);
    await expect(answers(page)).toHaveCount(2);
    await expect(waits).toHaveCount(0);
    await page.reload();
    await expect(questions(page)).toHaveText([/Thanks/, /Hello/]);
  });

  test("the menu closes on Escape, on a press outside and on a navigation", async ({ guest: page }) => {
    await ask(page, "Thanks");
    await menuButton(page).click();
    await expect(menu(page)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu(page)).toBeHidden();
    await expect(menuButton(page)).toBeFocused();
    await menuButton(page).click();
    await input(page).click();
    await expect(menu(page)).toBeHidden();
    await expect(input(page), "the press is kept").toBeFocused();
    await menuButton(page).click();
    await page.keyboard.press("Alt+ArrowDown");
    await expect(menu(page), "shortcuts don't act behind it").toBeVisible();
    await page.goBack();
    await expect(menu(page)).toBeHidden();
  });

  test("an empty title is refused at its field, in both menus", async ({ guest: page }) => {
    await ask(page, "Thanks");
    await menuButton(page).click();
    const title = page.getByRole("textbox", { name: "Title" });
    const refused = async () => {
      await title.fill("  ");
      await title.press("Enter");
      await expect(title).toHaveAccessibleDescription("Write a title first.");
      await expect(title).toHaveAttribute("aria-invalid", "true");
      await expect(title).toBeFocused();
    };
    await refused();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("alert").filter({ hasText: "title" })).toHaveCount(0);
    await page.getByRole("navigation", { name: "Conversations" }).getByRole("link").press("Shift+F10");
    await refused();
  });

  test("each turn has headings", async ({ guest: page }) => {
    await ask(page, "Thanks");
    for (const name of ["You said:", "The assistant said:"]) {
      await expect(page.getByRole("heading", { level: 2, name })).toBeAttached();
    }
  });
});

test("with ChatKit in charge, the menu leads to the messages that can be edited, and back", async ({
  guest: page,
}) => {
  await expect(chatkit(page)).toBeVisible();
  await chatkit(page).getByRole("textbox").fill("Thanks");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(chatkit(page).getByRole("group", { name: "Actions" })).toHaveCount(1);
  await menuButton(page).click();
  await menu(page).getByRole("link", { name: "Edit, link or retry messages" }).click();
  await expect(page).toHaveURL(/\?at=msg_/);
  await expect(chatkit(page)).toHaveCount(0);
  await questions(page).first().hover();
  await page.getByRole("button", { name: "Edit" }).click();
  await page.getByRole("textbox", { name: "Your message" }).fill("Hello");
  await page.keyboard.press("Enter");
  await expect(answers(page).last()).toBeVisible();
  await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  await menuButton(page).click();
  await menu(page).getByRole("link", { name: "Back to the newest messages" }).click();
  await expect(chatkit(page)).toBeVisible();
});
