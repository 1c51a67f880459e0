import { readdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { createDatabase } from "#db/create-database.ts";
import { launch, visit, type Visit } from "../browser.ts";
import { latencies } from "../load.ts";
import { startPeer } from "../peers.ts";
import { atLeast, type Figure } from "../report.ts";
import { median } from "../statistics.ts";
import type { Page, World } from "../world.ts";

const ROUNDS = 3;
const DELAY_MS = 60;
const STATEMENTS = 3;

/**
 * What the other figures have to notice: each of these is over its budget on purpose. A figure that isn't would not
 * notice it in the app either.
 */
export async function controlFigures(world: World, page: Page): Promise<Figure[]> {
  return [
    ...(await spoiledPage(page)),
    atLeast(`round trips of ${STATEMENTS} statements in turn`, await statementsInTurn(world), STATEMENTS),
    atLeast("an export of 2,000 messages ÷ one of 200", await exports(world), 1.25, "×"),
  ];
}

async function spoiledPage(page: Page): Promise<Figure[]> {
  const peer = await startPeer(page, "file", spoil);
  const browser = await launch();
  try {
    await visit(browser, peer.page);
    const visits: Visit[] = [];
    for (let round = 0; round < ROUNDS; round++) visits.push(await visit(browser, peer.page));
    const of = (pick: (each: Visit) => number) => median(visits.map(pick));
    return [
      atLeast(
        "first paint ÷ end of the document, with a slow stylesheet",
        of((each) => each.firstPaint / each.documentEnd),
        1.2,
        "×",
      ),
      atLeast(
        "total blocking time, with a script that takes 400 ms",
        of((each) => each.totalBlocking),
        150,
        " ms",
      ),
      atLeast(
        "layout shift × 100, with a late banner",
        of((each) => each.layoutShift * 100),
        1,
      ),
      atLeast("first-party JS, with one chunk more", of((each) => each.scriptBytes) / 1024, 130, " KB"),
    ];
  } finally {
    await browser.close();
    await peer.stop();
  }
}

function spoil(html: string): string {
  const nonce = /nonce="([^"]+)"/.exec(html)?.[1] ?? "";
  const chunk = readdirSync(join(import.meta.dirname, "../../build/client/assets")).find((name) =>
    /^formulas-.*\.js$/.test(name),
  );
  const late = `<script nonce="${nonce}">addEventListener("load", () => setTimeout(() => {
    const start = performance.now();
    while (performance.now() - start < 400);
    const banner = document.createElement("div");
    banner.style.height = "200px";
    document.body.prepend(banner);
  }, 100));</script>`;
  const early = `<link rel="stylesheet" href="/slow.css"><script type="module" src="/assets/${chunk}"></script>`;
  return html.replace("<head>", `<head>${early}${late}`);
}

/** Statements that wait for each other are as many round trips. */
async function statementsInTurn({ proxy }: World): Promise<number> {
  const { db, close } = await createDatabase({ driver: "pg", url: proxy.url });
  const once = async (delayMs: number) => {
    proxy.delayMs = delayMs;
    const start = performance.now();
    for (let n = 0; n < STATEMENTS; n++) await db.execute(sql`select 1`);
    proxy.delayMs = 0;
    return performance.now() - start;
  };
  try {
    await once(0);
    const delays: number[] = [];
    for (let round = 0; round < ROUNDS; round++) delays.push((await once(DELAY_MS)) - (await once(0)));
    return Math.round(median(delays) / DELAY_MS);
  } finally {
    await close();
  }
}

/** What reads a whole conversation takes longer for a longer one. */
async function exports(world: World): Promise<number> {
  const time = async ({ url, cookie }: Page) => median(await latencies(`${url}/export?format=md`, cookie, 9));
  const [large, small] = [world.conversation(2000), world.conversation(200)];
  await time(small);
  return (await time(large)) / (await time(small));
}
