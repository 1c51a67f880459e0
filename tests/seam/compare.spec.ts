import { readFile } from "node:fs/promises";
import { extname, join, normalize } from "node:path";
import type { BrowserContext, ElementHandle, Page } from "@playwright/test";
import { alive, CDN, expect } from "#tests/e2e/fixtures.ts";
import { scripted as test } from "#tests/e2e/models.ts";

/*
 * `npm run seam`: compares the two views of a conversation word by word, with the real ChatKit in a folder of
 * one's own (`CHATKIT_CDN_DIR`, laid out as below https://cdn.platform.openai.com/).
 */

const folder = process.env.CHATKIT_CDN_DIR ?? "";
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 800 },
];
const ANSWER = `## Heading

A paragraph with **strong** words and \`code\` in it.

- First point
- Second point

| Column | Other |
|-|-|
| Cell | Value |

> Quoted words

\`\`\`ts
let answer = 42;
\`\`\`
`;
const WORDS = ["Question", "Heading", "paragraph", "strong", "First", "Second", "Column", "Value", "Quoted"];
const TOLERANCE = 1;

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
};

/** Serves the real client's files. What isn't among them is a 404, as it would be there. */
async function serveFolder(context: BrowserContext, from: string): Promise<void> {
  await context.route(CDN, async (route) => {
    const path = normalize(decodeURIComponent(new URL(route.request().url()).pathname));
    const body = await readFile(join(from, path)).catch(() => undefined);
    const contentType = TYPES[extname(path)] ?? "application/octet-stream";
    await route.fulfill(body ? { body, contentType } : { status: 404 });
  });
}

interface Place {
  x: number;
  y: number;
  height: number;
  size: string;
}

/** Where words stand in a view, in pixels of the page, and the size of their type. */
async function placesIn(view: ElementHandle, offset: { x: number; y: number }) {
  const found = await view.evaluate((root, words) => {
    const places: [string, Place][] = [];
    const document_ = root.ownerDocument ?? document;
    const walker = document_.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue ?? "";
      const word = words.find((one) => text.includes(one) && !places.some(([known]) => known === one));
      if (word === undefined || !node.parentElement?.checkVisibility()) continue;
      const range = document_.createRange();
      range.setStart(node, text.indexOf(word));
      range.setEnd(node, text.indexOf(word) + word.length);
      const { x, y, height } = range.getBoundingClientRect();
      places.push([word, { x, y, height, size: getComputedStyle(node.parentElement).fontSize }]);
    }
    return places;
  }, WORDS);
  return new Map(
    found.map(([word, place]) => [word, { ...place, x: place.x + offset.x, y: place.y + offset.y }]),
  );
}

/** Where they stand in ChatKit's frame. */
async function placesInChatKit(page: Page) {
  const element = page.locator('[data-stage="chatkit"] openai-chatkit');
  await expect(element).toBeVisible();
  const origin = (await element.boundingBox()) ?? { x: 0, y: 0 };
  const frame = page.frames().find((one) => one.url().startsWith("https://cdn.platform.openai.com/"));
  if (!frame) throw new Error("ChatKit has no frame");
  await expect(frame.getByText("Quoted words")).toBeVisible();
  return placesIn(await frame.evaluateHandle(() => document.body), origin);
}

for (const size of SIZES) {
  test(`both views show the same words in the same places (${size.width} px)`, async ({
    guest: page,
    context,
    model,
  }, info) => {
    await context.route("https://api.openai.com/**", (route) => route.abort());
    await page.setViewportSize(size);
    model.script({ says: ANSWER });
    await context.route(CDN, (route) => route.abort());
    await page.goto("/chat");
    await alive(page);
    await page.getByRole("textbox", { name: "Message", exact: true }).fill("Question");
    await page.getByRole("button", { name: "Send" }).click();
    await expect(page).toHaveURL(/\/chat\/thr_/);
    await expect(page.getByRole("button", { name: "Send" })).toBeVisible();
    await page.reload();
    await alive(page);
    const instantView = await page.locator(".instant-view").elementHandle();
    if (!instantView) throw new Error("there is no instant view");
    const ours = await placesIn(instantView, { x: 0, y: 0 });
    await page.screenshot({ path: info.outputPath("instant.png") });

    await context.unroute(CDN);
    await serveFolder(context, folder);
    await page.reload();
    const theirs = await placesInChatKit(page);
    // The frame fades its text in, which nothing tells outside of it. Only the picture waits for that.
    await page.waitForTimeout(1000);
    await page.screenshot({ path: info.outputPath("chatkit.png") });

    const rows = WORDS.map((word) => {
      const [a, b] = [ours.get(word), theirs.get(word)];
      if (!a || !b) return { word, "in both": false };
      return {
        word,
        "in both": true,
        x: Math.round((a.x - b.x) * 10) / 10,
        y: Math.round((a.y - b.y) * 10) / 10,
        height: Math.round((a.height - b.height) * 10) / 10,
        "type (ours / ChatKit's)": `${a.size} / ${b.size}`,
      };
    });
    console.log(`${size.width} px: ours minus ChatKit's`);
    console.table(rows);
    for (const row of rows) {
      expect.soft(row["in both"], row.word).toBe(true);
      expect.soft(Math.abs(row.x ?? 0), `${row.word}: x`).toBeLessThanOrEqual(TOLERANCE);
      expect.soft(Math.abs(row.y ?? 0), `${row.word}: y`).toBeLessThanOrEqual(TOLERANCE);
    }
  });
}
