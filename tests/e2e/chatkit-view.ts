import type { Page } from "@playwright/test";
import { CDN, chatkit, expect, serveChatKit } from "./fixtures.ts";
import { converse } from "./instant-view.ts";

// What tests of ChatKit, and of its hand-over, do and look at.

export const composer = (page: Page) => chatkit(page).getByRole("textbox", { name: "ChatKit message" });
/** What the page says in ChatKit's place. */
export const notice = (page: Page) => page.locator("[data-stage] [role=alert]");

export async function send(page: Page, text: string): Promise<void> {
  // While an answer is under way, ChatKit's button stops it, and Enter sends nothing.
  await expect(chatkit(page).getByRole("button", { name: "Send" })).toBeVisible();
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

/** Starts a conversation in the instant view, with ChatKit out of reach, and returns its path. */
export async function pathOfConversation(page: Page, text: string): Promise<string> {
  await converse(page, text);
  await page.context().unroute(CDN);
  await serveChatKit(page.context());
  return new URL(page.url()).pathname;
}
