import { countNodes, launch, open, withTab } from "../browser.ts";
import { atMost, note, type Figure } from "../report.ts";
import type { Page } from "../world.ts";

/** Wheel speed of a fast user. */
const STEP_PX = 1200;
const STEP_MS = 50;
const MAX_STEPS = 600;
const MESSAGES = 400;

/** Measures scrolling back through a conversation of 10,000 messages. */
export async function scrollFigures(page: Page): Promise<Figure[]> {
  const browser = await launch();
  try {
    return await withTab(browser, page, async (tab) => {
      await open(tab, page.url);
      const blocking = () => tab.evaluate(() => window.benchTimings().totalBlocking);
      const before = await blocking();
      const seen = new Set<string>();
      await tab.mouse.move(700, 350);
      for (let step = 0; step < MAX_STEPS && seen.size < MESSAGES; step++) {
        await tab.mouse.wheel(0, -STEP_PX);
        await tab.waitForTimeout(STEP_MS);
        const ids = await tab.evaluate(() =>
          [...document.querySelectorAll("[data-item]")].map((item) => item.id),
        );
        for (const id of ids) seen.add(id);
      }
      const parts = seen.size / 40;
      return [
        note("messages read back", seen.size, "", 0),
        atMost("blocking time for each 40 of them", ((await blocking()) - before) / parts, 150, " ms"),
        atMost("DOM nodes then", await countNodes(tab), 6000),
      ];
    });
  } finally {
    await browser.close();
  }
}
