import type { Locator, Page } from "@playwright/test";
import { alive, expect } from "./fixtures.ts";
import { item, openInstantView, sendButton } from "./instant-view.ts";

// What tests of attachments do and look at.

export const picker = (page: Page) => page.getByLabel("Attach files");
export const chips = (page: Page) =>
  page.getByRole("form", { name: "Write a message" }).getByRole("list", { name: "Attached files" });
export const sentFiles = (page: Page) =>
  item(page, "user_message").getByRole("list", { name: "Attached files" });
export const text = (name: string, words = `Words of ${name}`) => ({
  name,
  mimeType: "text/plain",
  buffer: Buffer.from(words),
});
/** A picture of 2 × 1 pixels. */
export const picture = (name: string) => ({
  name,
  mimeType: "image/gif",
  buffer: Buffer.from("R0lGODlhAgABAPAAAP8AAAAAACwAAAAAAgABAAACAgQKADs=", "base64"),
});

/** Opens a new chat in the instant view, whose files can be dropped and pasted. */
export async function openWithFiles(page: Page): Promise<void> {
  await openInstantView(page);
  await alive(page);
  await page.locator("[data-files]").waitFor({ state: "attached" });
}

export async function sendFiles(page: Page): Promise<void> {
  await sendButton(page).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await expect(item(page, "assistant_message")).not.toHaveCount(0);
  await expect(sendButton(page)).toBeVisible();
}

/** Whether a picture has been loaded, and is drawn. */
export const isDrawn = (shown: Locator): Promise<boolean> =>
  shown.evaluate((image) => image instanceof HTMLImageElement && image.complete && image.naturalWidth > 0);
