import type { Page } from "@playwright/test";
import { alive, expect, test } from "./fixtures.ts";
import { converse } from "./instant-view.ts";
import { problemsOf } from "./accessible.ts";
import { rows } from "./sidebar.ts";

// The card about a conversation, at its row.

const card = (page: Page) => page.getByRole("tooltip");
const row = (page: Page) => rows(page).filter({ hasText: "List tasks" });

test.beforeEach(async ({ guest: page }) => {
  await converse(page, "List tasks", "What can you do?");
  await page.reload();
  await alive(page);
});

test("a pointer that rests on a row opens it, and it stays while the pointer is on it", async ({
  guest: page,
}) => {
  await row(page).hover();
  await expect(card(page)).toBeVisible();
  await expect(card(page)).toContainText("2 messages");
  await expect(card(page)).toContainText("YouList tasks");
  await expect(card(page)).toContainText("Assistant");
  await expect(row(page)).toHaveAttribute("aria-describedby", "conversation-preview");
  await card(page).hover();
  await expect(card(page)).toBeVisible();
  await page.getByRole("main").hover();
  await expect(card(page)).toHaveCount(0);
  await expect(row(page)).not.toHaveAttribute("aria-describedby");
});

test("the focus opens it, Escape closes it, and the row keeps the focus", async ({ guest: page }) => {
  await rows(page).first().focus();
  await page.keyboard.press("ArrowDown");
  await expect(row(page)).toBeFocused();
  await expect(card(page)).toBeVisible();
  expect(await problemsOf(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await expect(card(page)).toHaveCount(0);
  await expect(row(page)).toBeFocused();
});

test("a click opens the conversation and closes it", async ({ guest: page }) => {
  await row(page).hover();
  await expect(card(page)).toBeVisible();
  await row(page).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("List tasks");
  await expect(card(page)).toHaveCount(0);
});

test("the rows of the history have it, in both themes", async ({ guest: page }) => {
  await page.goto("/history");
  await alive(page);
  const link = page.getByRole("main").locator(`a[data-preview]`).filter({ hasText: "List tasks" }).last();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.mouse.move(0, 0);
    await link.hover();
    await expect(card(page)).toBeVisible();
    expect(await problemsOf(page)).toEqual([]);
    const [of, at] = [await card(page).boundingBox(), await link.boundingBox()];
    expect(of && at && (of.y >= at.y + at.height || of.y + of.height <= at.y), "beside the row").toBe(true);
    await page.screenshot({ path: test.info().outputPath(`preview-${colorScheme}.png`) });
    await page.keyboard.press("Escape");
    await expect(card(page)).toHaveCount(0);
  }
});

test.describe("on a touch device", () => {
  test.use({ hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } });
  test("no card opens", async ({ guest: page }) => {
    await page.goto("/history");
    await alive(page);
    const link = page.getByRole("main").locator("a[data-preview]").last();
    await link.focus();
    await link.tap();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("List tasks");
    await expect(card(page)).toHaveCount(0);
  });
});
