import type { Page } from "@playwright/test";
import { alive, CDN, chatkit, expect, say, test } from "./fixtures.ts";

// Where the focus is after an action, for keyboard users. It must not be on the document.

const input = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
const rows = (page: Page) => page.getByRole("navigation", { name: "Conversations" }).getByRole("link");

/** Starts a conversation in the instant view with each text; the last one stays on the screen. */
async function converse(page: Page, ...texts: string[]): Promise<void> {
  await page.context().route(CDN, (route) => route.abort());
  for (const text of texts) {
    await page.goto("/chat");
    await say(page, text);
    await expect(page).toHaveURL(/\/chat\/thr_/);
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
  }
}

async function addTasks(page: Page, ...titles: string[]): Promise<void> {
  await page.goto("/tasks");
  await alive(page);
  for (const title of titles) {
    await page.getByLabel("New task").fill(title);
    await page.keyboard.press("Enter");
    await expect(page.getByText(`Added: ${title}`)).toBeVisible();
    await expect(page.getByLabel("New task"), "ready for the next one").toHaveValue("");
  }
}

test("completing a task moves the focus to the next one, or to the heading after the last", async ({
  guest: page,
}) => {
  await addTasks(page, "One", "Two");
  const complete = (title: string) => page.getByRole("button", { name: `Complete “${title}”` });
  const [first, second] = await page.getByRole("button", { name: /^Complete/ }).all();
  const names = [await first?.getAttribute("aria-label"), await second?.getAttribute("aria-label")];
  const [now = "", next = ""] = names.map((name) => /“(.*)”/.exec(name ?? "")?.[1]);
  await complete(now).press("Enter");
  await expect(complete(next)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "To do" })).toBeFocused();
  await page.getByRole("button", { name: `Reopen “${now}”` }).press("Enter");
  await expect(page.getByRole("button", { name: `Reopen “${next}”` })).toBeFocused();
});

test("editing a task keeps the focus on it, and deleting moves it to the heading", async ({
  guest: page,
}) => {
  await addTasks(page, "Only");
  const edit = page.locator("summary", { has: page.locator("svg") });
  await page.getByLabel("Edit “Only”").first().press("Enter");
  await page.getByLabel("Title").fill("Renamed");
  await page.keyboard.press("Enter");
  await expect(page.locator('summary[aria-label="Edit “Renamed”"]')).toBeFocused();
  await expect(edit.first()).toBeVisible();
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Delete" }).press("Enter");
  await expect(page.getByRole("heading", { name: "To do" })).toBeFocused();
});

test("renaming from the header closes its menu and focuses its button, and deleting focuses the composer", async ({
  guest: page,
}) => {
  await converse(page, "List tasks");
  const menu = page.getByRole("button", { name: "Conversation menu" });
  const title = page.getByRole("textbox", { name: "Title" });
  for (const name of ["Chores", "Chores"]) {
    await menu.press("Enter");
    await title.fill(name);
    await page.keyboard.press("Enter");
    await expect(title, "the same title closes it too").toBeHidden();
    await expect(menu).toBeFocused();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Chores");
    await expect(rows(page)).toHaveText(["Chores"]);
  }
  await menu.press("Enter");
  await page.getByText("Delete…").press("Enter");
  await page.getByRole("button", { name: "Delete this conversation" }).press("Enter");
  await expect(page).toHaveURL(/\/chat$/);
  await expect(input(page)).toBeFocused();
  await expect(rows(page)).toHaveCount(0);
});

test("renaming and deleting from the sidebar keeps the focus in the sidebar", async ({ guest: page }) => {
  await converse(page, "List tasks", "What can you do?");
  await page.goto("/tasks");
  await alive(page);
  const other = rows(page).filter({ hasText: "List tasks" });
  await other.press("Shift+F10");
  await page.getByRole("dialog").getByLabel("Title").fill("Chores");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(rows(page).filter({ hasText: "Chores" })).toBeFocused();
  for (const left of [1, 0]) {
    await rows(page).first().press("Shift+F10");
    await page.getByRole("button", { name: "Delete…" }).press("Enter");
    await page.getByRole("button", { name: "Really delete it" }).press("Enter");
    await expect(rows(page)).toHaveCount(left);
    await expect(left > 0 ? rows(page) : page.getByRole("heading", { name: "Recent" })).toBeFocused();
  }
});

test("a row of the sidebar is one stop, and the arrow keys move between rows and to their menus", async ({
  guest: page,
}) => {
  await converse(page, "List tasks", "What can you do?");
  const action = (name: string) => page.getByRole("button", { name: `Actions for “${name}”` });
  await rows(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(rows(page).last()).toBeFocused();
  await page.keyboard.press("ArrowRight");
  await expect(action("List tasks")).toBeFocused();
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ArrowUp");
  await expect(rows(page).first()).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(rows(page).last()).toBeFocused();
  await page.keyboard.press("End");
  await expect(rows(page).last()).toBeFocused();
  await page.keyboard.press("Home");
  await expect(rows(page).first()).toBeFocused();
});

test("saving the settings keeps the focus on the button", async ({ guest: page }) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: "Save" }).press("Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save" })).toBeFocused();
});

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

test("letters typed after a field has disappeared do nothing", async ({ guest: page }) => {
  await page.goto("/tasks");
  await alive(page);
  await page.getByLabel("New task").fill("Milk");
  // As in a hand-over while the user is typing.
  await page.getByLabel("New task").evaluate((field) => {
    field.addEventListener("keyup", () => field.remove());
  });
  await page.keyboard.type("snb?", { delay: 50 });
  await expect(page.getByLabel("New task")).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(page.getByRole("complementary", { name: "Sidebar" })).toBeVisible();
  await expect(page).toHaveURL(/\/tasks$/);
});

test("a refused sign-in marks and focuses its fields, and the name field capitalises words", async ({
  page,
  app,
}) => {
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill("nobody@example.com");
  await page.getByLabel("Password").fill("wrong password");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("alert")).toBeVisible();
  for (const label of ["Email", "Password"]) {
    await expect(page.getByLabel(label)).toHaveAttribute("aria-invalid", "true");
    await expect(page.getByLabel(label)).toHaveAccessibleDescription(/not right/);
  }
  await expect(page.getByLabel("Email")).toBeFocused();
  await expect.poll(() => app.log()).toContain('"source":"better-auth"');
  const lines = app.log().split("\n");
  expect(lines.filter((line) => line !== "" && !line.startsWith("{"))).toEqual([]);
  expect(app.log(), "no email address is logged").not.toContain("nobody@");
  await page.goto("/sign-up");
  await expect(page.getByLabel("Name")).toHaveAttribute("autocapitalize", "words");
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
