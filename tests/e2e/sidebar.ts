import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";
import { converse } from "./instant-view.ts";

// What tests of the parts around every page do and look at.

export const sidebar = (page: Page) => page.getByRole("complementary", { name: "Sidebar" });
export const rows = (page: Page) =>
  page
    .getByRole("navigation", { name: "Conversations" })
    .getByRole("link")
    // Folders, which other tests may have made, stand above them.
    .and(page.locator("[href^='/chat/']"));
/** Starts two conversations in the instant view; the last one stays on the screen. */
export async function converseTwice(page: Page): Promise<void> {
  await converse(page, "List tasks", "What can you do?");
  await expect(rows(page)).toHaveText(["What can you do", "List tasks"]);
  await expect(rows(page).first()).toHaveAttribute("aria-current", "page");
}
