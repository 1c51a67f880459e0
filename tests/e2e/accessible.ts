import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, type Page } from "@playwright/test";
import type { AxeResults, ElementContext, RunOptions } from "axe-core";

declare global {
  interface Window {
    axe: { run(context: ElementContext, options: RunOptions): Promise<AxeResults> };
  }
}

const script = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe has against the page. What is in a frame is ChatKit's, so axe needn't look there: its package for Playwright
 * does, and takes twice the time.
 */
export async function problemsOf(page: Page): Promise<string[]> {
  await page.evaluate(script);
  return page.evaluate(async (tags) => {
    const { violations } = await window.axe.run(
      { exclude: ["openai-chatkit"] },
      { runOnly: tags, resultTypes: ["violations"], iframes: false },
    );
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
  }, TAGS);
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await problemsOf(page)).toEqual([]);
}
