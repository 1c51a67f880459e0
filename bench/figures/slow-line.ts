import { launch, visit, type Line } from "../browser.ts";
import { startPeer } from "../peers.ts";
import { atMost, note, type Figure } from "../report.ts";
import { inTurn, median } from "../statistics.ts";
import type { Page } from "../world.ts";

const ROUNDS = 7;
/** Chrome's "Slow 4G", as Lighthouse simulates it: 150 ms, 1.6 Mbit/s down, 0.75 Mbit/s up. */
const SLOW_4G: Line = { latency: 150, down: 200_000, up: 93_750 };

/** A first visit on a slow line, beside the same HTML served from a file. */
export async function slowLineFigures(page: Page): Promise<Figure[]> {
  const peer = await startPeer(page, "file");
  const browser = await launch();
  try {
    await visit(browser, page);
    const [ours, file] = await inTurn(
      ROUNDS,
      () => visit(browser, page, SLOW_4G),
      () => visit(browser, peer.page, SLOW_4G),
    );
    const end = median(ours.map((each) => each.documentEnd));
    const paint = median(ours.map((each) => each.firstPaint));
    return [
      note("end of the document", end, " ms", 0),
      note("first paint", paint, " ms", 0),
      atMost("  first paint ÷ end of the document", paint / end, 1.2, "×", 2),
      note("  first paint of the same HTML as a file", median(file.map((each) => each.firstPaint)), " ms", 0),
      atMost("alive", median(ours.map((each) => each.alive)), 1_300, " ms"),
      atMost("cumulative layout shift", Math.max(...ours.map((each) => each.layoutShift)), 0, "", 3),
    ];
  } finally {
    await browser.close();
    await peer.stop();
  }
}
