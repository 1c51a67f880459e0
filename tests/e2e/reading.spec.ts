import type { Page } from "@playwright/test";
import { test } from "./demo.ts";
import { alive, CDN, chatkit, expect, holdChatKit } from "./fixtures.ts";

// Long conversations: the demo data has one of 2,000 messages.

// One worker, so that the demo data is created once.
test.describe.configure({ mode: "default" });

const items = (page: Page) => page.locator("[data-item]");
const open = async (page: Page) => {
  await page.getByRole("link", { name: "Corpus 2000" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_/);
  await page.reload();
  await expect(items(page)).toHaveCount(40);
  await alive(page);
};
const withoutChatKit = (page: Page) => page.context().route(CDN, (route) => route.abort());
const newest = (page: Page) => page.getByRole("button", { name: "Newest messages" });

/** Scrolls the conversation to this many pixels from its beginning or its end. */
const scrollTo = (page: Page, edge: "beginning" | "end", distance: number) =>
  page.locator('[aria-label="Messages"]').evaluate(
    (list, [where, pixels]) => {
      const view = list.closest(".overflow-y-auto");
      if (!view) throw new Error("nothing scrolls");
      view.scrollTop =
        where === "end" ? -Number(pixels) : -(view.scrollHeight - view.clientHeight - Number(pixels));
    },
    [edge, distance] as const,
  );

const scrollBy = (page: Page, pixels: number) =>
  page.locator('[aria-label="Messages"]').evaluate((list, distance) => {
    list.closest(".overflow-y-auto")?.scrollBy(0, distance);
  }, pixels);
/** How far the conversation can be scrolled up, in pixels. */
const above = (page: Page) =>
  page.locator('[aria-label="Messages"]').evaluate((list) => {
    const view = list.closest(".overflow-y-auto");
    return view ? view.scrollHeight - view.clientHeight + view.scrollTop : 0;
  });
/** Waits four frames, so that new content has its size. */
const settled = (page: Page) =>
  page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise(requestAnimationFrame);
  });

/** The first visible message: its id and position. */
const inView = (page: Page) =>
  page.evaluate(() => {
    const found = [...document.querySelectorAll("[data-item]")].find(
      (element) => element.getBoundingClientRect().bottom > 60,
    );
    return { id: found?.id, top: found?.getBoundingClientRect().top ?? 0 };
  });
const topOf = (page: Page, id: string | undefined) =>
  page.locator(`[id="${id}"]`).evaluate((element) => element.getBoundingClientRect().top);

test("scrolling up loads earlier messages, and keeps the visible ones in place", async ({ reader: page }) => {
  await withoutChatKit(page);
  await open(page);
  await scrollTo(page, "beginning", 1500);
  // Scroll step by step until the earlier messages have loaded, which may happen at any step.
  for (let step = 0; step < 40 && (await above(page)) >= 250; step += 1) {
    if ((await items(page).count()) > 40) break;
    await settled(page);
    const before = await inView(page);
    await scrollBy(page, -250);
    await expect.poll(() => topOf(page, before.id)).toBeCloseTo(before.top + 250, -0.5);
  }
  await settled(page);
  const read = await inView(page);
  await expect(items(page)).toHaveCount(80);
  await settled(page);
  expect(await topOf(page, read.id)).toBeCloseTo(read.top, -0.5);
});

test("the page stays small however far the user scrolls, and returns to the end in one step", async ({
  reader: page,
}) => {
  await withoutChatKit(page);
  await open(page);
  const last = await items(page).last().getAttribute("id");
  for (let part = 0; part < 6; part += 1) {
    const first = await items(page).first().getAttribute("id");
    await scrollTo(page, "beginning", 300);
    await expect(items(page).first()).not.toHaveAttribute("id", String(first));
  }
  await expect(items(page)).toHaveCount(80);
  await expect(page.locator(`[id="${last}"]`)).toHaveCount(0);
  expect(await page.evaluate(() => document.querySelectorAll("*").length)).toBeLessThan(5000);

  // One page down again: the visible messages stay in place.
  await scrollTo(page, "end", 900);
  await settled(page);
  const before = await inView(page);
  const end = await items(page).last().getAttribute("id");
  await scrollBy(page, 200);
  await expect(items(page).last()).not.toHaveAttribute("id", String(end));
  await expect.poll(() => topOf(page, before.id)).toBeCloseTo(before.top - 200, -0.5);

  // Back to the end with the keyboard.
  await page.getByRole("region", { name: "Conversation" }).focus();
  await page.keyboard.press("End");
  await expect(page.locator(`[id="${last}"]`)).toBeInViewport();
  await expect(newest(page)).toHaveCount(0);
});

test("ChatKit doesn't take over while the user reads earlier messages, but does at the end again", async ({
  reader: page,
  context,
}) => {
  const release = await holdChatKit(context);
  await open(page);
  await scrollTo(page, "end", 2000);
  await expect(newest(page)).toBeVisible();
  release();
  await page.waitForFunction(() =>
    document.querySelector("openai-chatkit")?.shadowRoot?.querySelector("form"),
  );
  await expect(chatkit(page)).toHaveCount(0);
  await newest(page).click();
  await expect(chatkit(page)).toBeVisible();
});

test("a link to an early message opens the conversation around it, and scrolling loads more", async ({
  reader: page,
}) => {
  await withoutChatKit(page);
  await open(page);
  const url = page.url();
  const ids = new Set<string>();
  for (let part = 0; part < 3; part += 1) {
    const first = await items(page).first().getAttribute("id");
    await scrollTo(page, "beginning", 300);
    await expect(items(page).first()).not.toHaveAttribute("id", String(first));
    if (first) ids.add(first);
  }
  const target = [...ids].at(-1);
  await page.goto("/history");
  await page.goto(`${url}#${target}`);
  await expect(page).toHaveURL(new RegExp(`at=${target}`));
  await expect(page.locator(`[id="${target}"]`)).toBeInViewport();
  await expect(page.getByRole("link", { name: "Newest messages" })).toBeVisible();
  await alive(page);
  // ChatKit has only the newest messages, so it doesn't take over here.
  await scrollTo(page, "end", 100);
  await expect.poll(() => items(page).count()).toBeGreaterThan(41);
  await page.getByRole("link", { name: "Newest messages" }).click();
  await expect(page).toHaveURL(/\/chat\/thr_[^?]*$/);
});

test("an answer in a long conversation leaves the draft alone", async ({ reader: page }) => {
  await withoutChatKit(page);
  await open(page);
  const input = page.getByRole("textbox", { name: "Message" });
  await input.fill("Thanks");
  const saved = page.waitForResponse((response) => /[./]data/.test(response.url()));
  await page.keyboard.press("Enter");
  await page.keyboard.type("Now");
  await expect(items(page).last()).toContainText("welcome");
  // The loader data is revalidated, and its window has moved on.
  // Not to its end: another revalidation may call it off.
  await saved;
  await settled(page);
  await page.keyboard.type(" and then");
  await expect(input).toHaveValue("Now and then");
  await expect(items(page)).toHaveCount(42);
});

test("a message sent while reading earlier messages appears at the end", async ({ reader: page }) => {
  await withoutChatKit(page);
  await open(page);
  await page.goto(`${page.url()}?before=${await items(page).first().getAttribute("id")}`);
  await expect(page.getByRole("link", { name: "Newest messages" })).toBeVisible();
  await alive(page);
  await page.getByRole("textbox", { name: "Message" }).fill("Thanks");
  await page.keyboard.press("Enter");
  await expect(items(page).last()).toContainText("You’re welcome".replace("’", "'"));
  await expect(items(page)).toHaveCount(42);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("plain links page through a long conversation, and a link to a message scrolls to it", async ({
    reader: page,
  }) => {
    await page.getByRole("link", { name: "Corpus 2000" }).click();
    const first = await items(page).first().getAttribute("id");
    await page.getByRole("link", { name: "Earlier messages" }).last().click();
    await expect(page).toHaveURL(/before=/);
    await expect(items(page)).toHaveCount(40);
    const target = await items(page).nth(20).getAttribute("id");
    const last = await items(page).last().getAttribute("id");
    await page.getByRole("link", { name: "Later messages" }).click();
    await expect(page.locator(`[id="${last}"]`)).toBeInViewport();
    await expect(page.locator(`[id="${first}"]`)).toBeAttached();
    await page.goto(`${page.url().replace(/\?.*/, "")}?at=${target}#${target}`);
    await expect(page.locator(`[id="${target}"]`)).toBeInViewport();
  });
});

test("the links to later and to the newest messages don't overlap", async ({ reader: page }) => {
  await withoutChatKit(page);
  await open(page);
  const first = await items(page).first().getAttribute("id");
  // Without later messages, the link to them stays.
  await page.route("**/items?**", () => undefined);
  await page.goto(`${new URL(page.url()).pathname}?before=${first}`);
  await alive(page);
  await page.getByRole("region", { name: "Conversation" }).evaluate((view) => view.scrollTo({ top: 0 }));
  const later = await page.getByRole("link", { name: "Later messages" }).boundingBox();
  const pill = await page.getByRole("link", { name: "Newest messages" }).boundingBox();
  expect((pill?.y ?? 0) + (pill?.height ?? 0)).toBeLessThanOrEqual(later?.y ?? 0);
});
