import type { Page } from "@playwright/test";
import { CDN, expect, say } from "./fixtures.ts";

// What tests of the instant view do and look at.

/** The text box of the instant view, and of an edit no other. */
export const input = (page: Page) => page.getByRole("textbox", { name: "Message", exact: true });
export const messages = (page: Page) => page.getByRole("list", { name: "Messages" });
export const item = (page: Page, type: string) => page.locator(`[data-type="${type}"]`);
/** It is there when no answer is running. */
export const sendButton = (page: Page) => page.getByRole("button", { name: "Send", exact: true });

/** Opens a new chat that ChatKit can't take over. */
export async function openInstantView(page: Page): Promise<void> {
  await page.context().route(CDN, (route) => route.abort());
  await page.goto("/chat");
}

/** Sends a message and waits for the whole answer. */
export async function ask(page: Page, text: string): Promise<void> {
  const answers = await item(page, "assistant_message").count();
  await say(page, text);
  await expect(item(page, "assistant_message")).toHaveCount(answers + 1);
  await expect(sendButton(page)).toBeVisible();
}

/** Starts a conversation in the instant view with each text; the last one stays on the screen. */
export async function converse(page: Page, ...texts: string[]): Promise<void> {
  await page.context().route(CDN, (route) => route.abort());
  for (const text of texts) {
    await page.goto("/chat");
    await say(page, text);
    await expect(page).toHaveURL(/\/chat\/thr_/);
    await expect(sendButton(page)).toBeVisible();
  }
}
