import { expect, test } from "./fixtures.ts";
import { problemsOf } from "./accessible.ts";
import { converseTwice, rows, sidebar } from "./sidebar.ts";

// The sidebar, and the menus of its rows.

test("the sidebar stays closed or open from a document's first paint", async ({ guest: page }) => {
  await page.getByRole("button", { name: "Close the sidebar" }).click();
  await expect(sidebar(page)).toBeHidden();
  await expect(page.getByRole("button", { name: "Open the sidebar" })).toBeFocused();
  expect(await (await page.request.get("/tasks")).text()).toMatch(/<html[^>]+data-sidebar="closed"/);
  await page.goto("/tasks");
  await expect(sidebar(page)).toBeHidden();
  await page.getByRole("button", { name: "Open the sidebar" }).click();
  await expect(sidebar(page)).toBeVisible();
  await page.reload();
  await expect(sidebar(page)).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a form closes the sidebar and returns to the page", async ({ page }) => {
    await page.goto("/sign-in");
    await page.getByRole("button", { name: "Continue as a guest" }).click();
    await page.goto("/history?q=boat");
    await page.getByRole("button", { name: "Close the sidebar" }).click();
    await expect(page).toHaveURL(/\/history\?q=boat$/);
    await expect(sidebar(page)).toBeHidden();
    const open = page.getByRole("button", { name: "Open the sidebar" });
    await expect(open, "the phone's button is hidden by the styles").toHaveCount(1);
    await open.click();
    await expect(sidebar(page)).toBeVisible();
  });
});

test("a conversation can be renamed and deleted from its row with the keyboard", async ({ guest: page }) => {
  await converseTwice(page);
  const here = page.url();
  const other = rows(page).filter({ hasText: "List tasks" });
  await other.focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByRole("button", { name: "Actions for “List tasks”" })).toBeFocused();
  await page.keyboard.press("Enter");
  const menu = page.getByRole("dialog", { name: "Actions for “List tasks”" });
  await expect(menu.getByRole("link", { name: "Open in a new tab" })).toBeFocused();
  expect(await problemsOf(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(menu).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Actions for “List tasks”" })).toBeFocused();

  await other.press("Shift+F10");
  await menu.getByLabel("Title").fill("Chores");
  await page.keyboard.press("Enter");
  await expect(rows(page).filter({ hasText: "Chores" })).toBeVisible();
  await expect(page.getByRole("dialog"), "under the new name, too").toHaveCount(0);
  expect(page.url()).toBe(here);

  await rows(page).filter({ hasText: "Chores" }).press("Shift+F10");
  const renamed = page.getByRole("dialog", { name: "Actions for “Chores”" });
  await renamed.getByRole("button", { name: "Delete" }).press("Enter");
  await expect(rows(page).filter({ hasText: "Chores" })).toHaveCount(0);
  expect(page.url()).toBe(here);
});

test("deleting the open conversation leads to a new chat", async ({ guest: page }) => {
  await converseTwice(page);
  const gone = page.url();
  const [tab] = await Promise.all([
    page.context().waitForEvent("page"),
    (async () => {
      await rows(page).first().press("Shift+F10");
      await page.getByRole("link", { name: "Open in a new tab" }).click();
    })(),
  ]);
  await expect(tab).toHaveURL(gone);
  await tab.close();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/chat$/);
  await expect(rows(page)).toHaveCount(1);
  expect((await page.request.get(gone)).status()).toBe(404);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(rows(page)).toHaveCount(2);
  expect((await page.request.get(gone)).status()).toBe(200);
});
