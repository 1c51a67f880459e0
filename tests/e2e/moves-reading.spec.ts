import type { Page } from "@playwright/test";
import { demoId } from "#db/seed/demo-values.ts";
import { test } from "./demo.ts";
import { alive, CDN, expect } from "./fixtures.ts";
import { messages } from "./instant-view.ts";

// The place in a conversation, on the way back to it.

const LONG = demoId("thr", "Corpus 200");
const OTHER = demoId("thr", "Corpus 20");

/** The first message that is visible, and how far below the upper edge it begins. */
const placeOf = (page: Page) =>
  page.evaluate(() => {
    const view = document.querySelector(".conversation");
    if (!view) throw new Error("no conversation");
    const edge = view.getBoundingClientRect().top;
    for (const item of view.querySelectorAll("[data-item]")) {
      const { top, bottom } = item.getBoundingClientRect();
      if (bottom > edge) return { id: item.id, top: Math.round(top - edge) };
    }
    throw new Error("no message");
  });

async function scrollBack(page: Page, pixels: number): Promise<void> {
  await page.locator(".conversation").hover();
  for (let scrolled = 0; scrolled < pixels; scrolled += 600) await page.mouse.wheel(0, -600);
  await expect(page.getByText("Newest messages")).toBeVisible();
  await page.locator(".conversation").evaluate(hasComeToRest);
}

/** A wheel scrolls over several frames, and what is loaded meanwhile moves the view once more. */
const hasComeToRest = (view: Element) =>
  new Promise<void>((resolve) => {
    let rest = setTimeout(resolve, 500);
    view.addEventListener("scroll", () => {
      clearTimeout(rest);
      rest = setTimeout(resolve, 500);
    });
  });

/** Opens the page of a conversation from the history, so that both are in one document. */
const openRow = (page: Page, id: string) => page.locator(`a[href="/chat/${id}"]`).first().click();

test.beforeEach(({ context }) => context.route(CDN, (route) => route.abort()));

test("back leads to where the reader was, from memory, and forward to the end", async ({
  reader: page,
  context,
}) => {
  await page.goto(`/chat/${LONG}`);
  await alive(page);
  await scrollBack(page, 2400);
  const place = await placeOf(page);
  await openRow(page, OTHER);
  await expect(page).toHaveURL(new RegExp(OTHER));
  await expect(messages(page)).toContainText("MSG-19");
  await context.route(/[./]data(\?|$)/, () => undefined);
  await page.goBack();
  await expect(page).toHaveURL(new RegExp(LONG));
  await expect.poll(async () => (await placeOf(page)).id).toBe(place.id);
  expect(Math.abs((await placeOf(page)).top - place.top)).toBeLessThanOrEqual(2);
  await page.goForward();
  await expect(messages(page)).toContainText("MSG-19");
  await expect(page.getByRole("button", { name: "Newest messages" })).toHaveCount(0);
});

test("the place is kept beyond the messages that came with the page, and over another page", async ({
  reader: page,
}) => {
  await page.goto(`/chat/${LONG}`);
  await alive(page);
  const first = page.locator("[data-item]").first();
  const oldest = await first.getAttribute("id");
  await page.locator(".conversation").evaluate((view) => view.scrollTo(0, -view.scrollHeight));
  await expect(first).not.toHaveAttribute("id", oldest ?? "");
  await scrollBack(page, 1200);
  const place = await placeOf(page);
  await page.getByRole("link", { name: "Tasks" }).first().click();
  await expect(page).toHaveURL(/tasks/);
  await page.goBack();
  await expect(messages(page)).toBeVisible();
  await expect.poll(async () => (await placeOf(page)).id).toBe(place.id);
  expect(Math.abs((await placeOf(page)).top - place.top)).toBeLessThanOrEqual(2);
});

test("the place in a page of earlier messages is kept", async ({ reader: page }) => {
  await page.goto(`/chat/${LONG}`);
  await alive(page);
  await page.getByRole("link", { name: "Earlier messages" }).first().click();
  await expect(page).toHaveURL(/before=/);
  await scrollBack(page, 1800);
  const place = await placeOf(page);
  await openRow(page, OTHER);
  await expect(page).toHaveURL(new RegExp(OTHER));
  await page.goBack();
  await expect(page).toHaveURL(/before=/);
  await expect.poll(async () => (await placeOf(page)).id).toBe(place.id);
  expect(Math.abs((await placeOf(page)).top - place.top)).toBeLessThanOrEqual(2);
});
