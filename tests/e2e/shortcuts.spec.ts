import { alive, chatkit, expect, test } from "./fixtures.ts";
import { problemsOf } from "./accessible.ts";
import { converseTwice, rows, sidebar } from "./sidebar.ts";

// Keys outside of fields: shortcuts, and words for the composer.

test("the shortcuts work as listed, also from the composer", async ({ guest: page }) => {
  await converseTwice(page);
  const [second, first] = await rows(page).evaluateAll((links) =>
    links.map((link) => link.getAttribute("href")),
  );
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  await input.focus();
  await page.keyboard.press("ControlOrMeta+/");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("Next conversation");
  expect(await problemsOf(page)).toEqual([]);
  await page.keyboard.press("ControlOrMeta+Shift+o");
  await expect(page, "not while a dialog is open").toHaveURL(second ?? "");
  await page.keyboard.press("Escape");
  await expect(list).toHaveCount(0);

  await page.keyboard.press("Alt+ArrowDown");
  await expect(page).toHaveURL(first ?? "");
  // The URL changes before the marked row, which is where the next key starts from.
  await expect(rows(page).nth(1)).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("Alt+ArrowUp");
  await expect(page).toHaveURL(second ?? "");
  await expect(rows(page).first()).toHaveAttribute("aria-current", "page");
  await page.keyboard.press("ControlOrMeta+b");
  await expect(sidebar(page)).toBeHidden();
  await page.keyboard.press("ControlOrMeta+k");
  await expect(page.getByRole("combobox", { name: /Find conversations/ })).toBeFocused();
  await page.keyboard.press("Escape");
  await page.keyboard.press("ControlOrMeta+b");
  await expect(sidebar(page)).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+o");
  await expect(page).toHaveURL(/\/chat$/);
  await expect(input).toBeFocused();
  await sidebar(page).getByRole("button", { name: "Keyboard shortcuts" }).click();
  await expect(list).toBeVisible();
});

test("what is typed outside of fields goes into the composer, and triggers nothing", async ({
  guest: page,
}) => {
  await converseTwice(page);
  const here = page.url();
  const input = page.getByRole("textbox", { name: "Message", exact: true });
  for (const start of [
    () => page.getByRole("heading", { level: 1 }).click(),
    () => rows(page).first().focus(),
  ]) {
    await start();
    await expect(input).not.toBeFocused();
    await page.keyboard.type("Buy new socks?/");
    await expect(input).toHaveValue("Buy new socks?/");
    await expect(page).toHaveURL(here);
    await expect(sidebar(page)).toBeVisible();
    await input.fill("");
  }
  const search = page.getByRole("searchbox", { name: "Search conversations" });
  await search.focus();
  await page.keyboard.type("socks");
  await expect(search).toHaveValue("socks");
  await expect(input).toHaveValue("");
  await page.getByRole("button", { name: "Conversation menu" }).click();
  await page.getByRole("textbox", { name: "Title" }).fill("");
  await page.keyboard.type("Socks");
  await expect(page.getByRole("textbox", { name: "Title" })).toHaveValue("Socks");
  await expect(input).toHaveValue("");
});

test("a letter focuses ChatKit’s composer, and disabled shortcuts do nothing", async ({ guest: page }) => {
  await expect(chatkit(page)).toBeVisible();
  await page.getByRole("link", { name: "Tasks" }).focus();
  await page.keyboard.press("c");
  await expect(chatkit(page).getByRole("textbox")).toBeFocused();

  await page.goto("/settings");
  await page.getByRole("group", { name: "Keyboard shortcuts" }).getByLabel("Off").check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  await alive(page);
  await page.keyboard.press("ControlOrMeta+b");
  await page.keyboard.press("ControlOrMeta+/");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(sidebar(page)).toBeVisible();
});
