import type { Page } from "@playwright/test";
import type { DictatedModel } from "#tests/support/dictated-model.ts";
import { chatkit, expect, say } from "./fixtures.ts";
import { messages, openInstantView } from "./instant-view.ts";

// Answers that run as long as a test needs.

/** Asks for a story in a new conversation in ChatKit, and waits for its beginning. */
export async function beginInChatKit(page: Page, model: DictatedModel) {
  await page.goto("/chat");
  await expect(chatkit(page)).toBeVisible();
  await chatkit(page).getByRole("textbox").fill("Tell me a story");
  await page.keyboard.press("Enter");
  const dictation = await model.next();
  dictation.say("Once upon a time ");
  await expect(chatkit(page)).toContainText("Once upon a time");
  await expect(page).toHaveURL(/\/chat\/thr_/);
  return dictation;
}

/** The same in the instant view, without ChatKit. */
export async function begin(page: Page, model: DictatedModel) {
  await openInstantView(page);
  await say(page, "Tell me a story");
  const dictation = await model.next();
  dictation.say("Once upon a time ");
  await expect(messages(page)).toContainText("Once upon a time");
  return dictation;
}

export const stop = (page: Page) => page.getByRole("button", { name: "Stop" });
