import { latencies, load } from "../load.ts";
import { atMost, note, type Figure } from "../report.ts";
import { inTurn, median } from "../statistics.ts";
import type { Page, World } from "../world.ts";

const DELAY_MS = 60;
const ROUNDS = 9;

/**
 * How many times a page waits for its database: by how much longer it takes with an answer that comes later,
 * in units of that delay. Rounded to tenths, for timers are late and never early.
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
  // Opens as many connections to the database as the page uses at once.
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
