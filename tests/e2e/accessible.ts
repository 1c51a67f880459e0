import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/**
 * What axe has against the page. What is in a frame is ChatKit's, so axe needn't look there: its "legacy" mode, which
 * doesn't, takes half the time.
 */
export async function problemsOf(page: Page): Promise<string[]> {
  const axe = new AxeBuilder({ page }).withTags(TAGS).exclude("openai-chatkit").setLegacyMode();
  const { violations } = await axe.analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

export async function expectAccessible(page: Page): Promise<void> {
  expect(await problemsOf(page)).toEqual([]);
}
