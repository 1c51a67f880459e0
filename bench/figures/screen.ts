import { launch, visit } from "../browser.ts";
import { load } from "../load.ts";
import { startPeer } from "../peers.ts";
import { atMost, note, type Figure } from "../report.ts";
import { inTurn, median } from "../statistics.ts";
import type { Page } from "../world.ts";

const ROUNDS = 15;
/** Visits that are not measured, because they start the browser's processes. */
const WARM_UP = 2;
/** Requests after which V8 has compiled the code of a page, as in a server that has run for a minute. */
const SERVER_WARM_UP = 400;

/** Times of the page in a browser, beside the same HTML served from a file. */
export async function screenFigures(page: Page): Promise<Figure[]> {
  const peer = await startPeer(page, "file");
  const browser = await launch();
  try {
    await load({ ...page, requests: SERVER_WARM_UP, concurrency: 4 });
    await load({ ...peer.page, requests: SERVER_WARM_UP, concurrency: 4 });
    for (let round = 0; round < WARM_UP; round++) {
      await visit(browser, page);
      await visit(browser, peer.page);
    }
    const [ours, file] = await inTurn(
      ROUNDS,
      () => visit(browser, page),
      () => visit(browser, peer.page),
    );
    const text = median(ours.map((each) => each.textOnScreen));
    const fileText = median(file.map((each) => each.textOnScreen));
    return [
      atMost("transcript text on screen", text, 400, " ms"),
      note("  the same HTML as a file", fileText, " ms"),
      atMost("  ours ÷ file", text / fileText, 1.15, "", 2),
      note("  first byte", median(ours.map((each) => each.firstByte)), " ms"),
      note("  first byte of the file", median(file.map((each) => each.firstByte)), " ms"),
      atMost("total blocking time", median(ours.map((each) => each.totalBlocking)), 150, " ms"),
      atMost("cumulative layout shift", Math.max(...ours.map((each) => each.layoutShift)), 0.01, "", 3),
      atMost("first-party JS, compressed", median(ours.map((each) => each.scriptBytes)) / 1024, 130, " KB"),
      note("  loaded after that", median(ours.map((each) => each.laterScriptBytes)) / 1024, " KB"),
      atMost("DOM nodes", median(ours.map((each) => each.domNodes)), 3000),
    ];
  } finally {
    await browser.close();
    await peer.stop();
  }
}
