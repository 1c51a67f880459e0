import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { cpuSeconds, pinToOneCore } from "../cpu.ts";
import { load } from "../load.ts";
import { startPeer } from "../peers.ts";
import { atLeast, note, type Figure } from "../report.ts";
import { median } from "../statistics.ts";
import type { Page } from "../world.ts";

const REQUESTS = 200;
const CONCURRENCY = 8;
const ROUNDS = 9;
const WARM_UP = 400;

const stylesheet = () =>
  readdirSync(resolve(import.meta.dirname, "../../build/client/assets")).find((name) =>
    /^styles-.*\.css$/.test(name),
  );

/**
 * Requests per second on one core. The budget applies to CPU time (1000 ÷ ms per request, over all threads),
 * which other load on the machine disturbs less than wall-clock time; that is printed below it.
 */
export async function throughputFigures(first: Page, pid: number): Promise<Figure[]> {
  // Who makes many requests has the stylesheet, and gets documents without the styles.
  const page = { ...first, cookie: `${first.cookie}; styles=${stylesheet()}` };
  const peers = [await startPeer(page, "compressing"), await startPeer(page, "file")] as const;
  const [compressing, file] = peers;
  try {
    const subjects = [
      { page, pid },
      { page: compressing.page, pid: compressing.pid },
      { page: file.page, pid: file.pid },
    ];
    for (const subject of subjects) {
      pinToOneCore(subject.pid, 0);
      await load({ ...subject.page, requests: WARM_UP, concurrency: CONCURRENCY });
    }
    const rounds = subjects.map(() => ({ cpu: Array<number>(), clock: Array<number>() }));
    for (let round = 0; round < ROUNDS; round++) {
      for (const [at, subject] of subjects.entries()) {
        const before = cpuSeconds(subject.pid);
        const { seconds } = await load({ ...subject.page, requests: REQUESTS, concurrency: CONCURRENCY });
        rounds[at]?.cpu.push(((cpuSeconds(subject.pid) - before) * 1000) / REQUESTS);
        rounds[at]?.clock.push(REQUESTS / seconds);
      }
    }
    const [ours, bare, fromFile] = rounds.map(({ cpu, clock }) => ({
      cpu: median(cpu),
      best: Math.min(...cpu),
      clock: median(clock),
    }));
    if (!ours || !bare || !fromFile) return [];
    return [
      atLeast("requests/s, one core, PostgreSQL", 1000 / ours.cpu, 120),
      note("  CPU time per request, median", ours.cpu, " ms", 2),
      note("  CPU time per request, best round", ours.best, " ms", 2),
      note("  requests/s by the clock", ours.clock, "", 0),
      note("  bare node:http, compressing the same bytes, CPU", bare.cpu, " ms", 2),
      note("  bare node:http, the same bytes as a file, CPU", fromFile.cpu, " ms", 2),
    ];
  } finally {
    for (const peer of peers) await peer.stop();
  }
}
