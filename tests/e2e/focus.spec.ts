import { alive, expect, test } from "./fixtures.ts";
import { converse, input } from "./instant-view.ts";
import { rows } from "./sidebar.ts";

// Where the focus is after an action, for keyboard users. It must not be on the document.

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
  await page.getByRole("button", { name: "Delete", exact: true }).press("Enter");
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
    await page.getByRole("dialog").getByRole("button", { name: "Delete" }).press("Enter");
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
