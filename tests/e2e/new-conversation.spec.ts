import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { ask, item, openInstantView } from "./instant-view.ts";

// A conversation that begins in the instant view, until it is in the URL and in the lists.

test.beforeEach(({ guest: page }) => openInstantView(page));

/** Starts a conversation and gets an answer while loader data is still pending. */
async function beginWithoutLists(page: Page): Promise<void> {
  await page.context().route(/[./]data/, () => undefined);
  await ask(page, "Thanks");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await page.context().unroute(/[./]data/);
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
