import { latencies, load } from "../load.ts";
import { atMost, note, type Figure } from "../report.ts";
import { inTurn, median } from "../statistics.ts";
import type { Page, World } from "../world.ts";

const DELAY_MS = 60;
const ROUNDS = 9;

/**
 * The number of sequential database round trips of a page: the additional time with delayed responses,
 * divided by the delay. Rounded to tenths, because timers fire late and never early.
 */
export async function depthFigures({ proxy }: World, page: Page): Promise<Figure[]> {
  const once = async (delayMs: number) => {
    proxy.delayMs = delayMs;
    try {
      return median(await latencies(page.url, page.cookie, 5));
    } finally {
      proxy.delayMs = 0;
    }
  };
  // Warm up, to open the database connections that the page uses in parallel.
  await load({ ...page, requests: 50, concurrency: 4 });
  const [near, far] = await inTurn(
    ROUNDS,
    () => once(0),
    () => once(DELAY_MS),
  );
  const depth = (median(far) - median(near)) / DELAY_MS;
  return [
    atMost("sequential database round trips", Math.round(depth), 1),
    note(`  (${median(far).toFixed(1)} − ${median(near).toFixed(1)} ms) ÷ ${DELAY_MS} ms`, depth, "", 2),
  ];
}
