import type { Page } from "@playwright/test";
import { expect, say } from "./fixtures.ts";

export const widgets = (page: Page) => page.locator('[data-type="widget"]');
export const sendButton = (page: Page) => page.getByRole("button", { name: "Send" });

/** Sends a message and waits for the whole answer. */
export async function ask(page: Page, text: string): Promise<void> {
  const items = await page.locator("[data-item]").count();
  await say(page, text);
  await expect.poll(() => page.locator("[data-item]").count()).toBeGreaterThan(items + 1);
  await expect(sendButton(page)).toBeVisible();
}

/** Starts a conversation and waits until its loader data has arrived, so that no more is requested. */
export async function begin(page: Page): Promise<void> {
  await ask(page, "Thanks");
  await expect(page.getByLabel("Conversation menu")).toBeVisible();
  await expect(page.getByRole("progressbar")).toHaveCount(0);
}
