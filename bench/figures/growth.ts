import { cpuSeconds } from "../cpu.ts";
import { latencies, load } from "../load.ts";
import { atMost, type Figure } from "../report.ts";
import { median } from "../statistics.ts";
import type { Page, World } from "../world.ts";

const ROUNDS = 9;
const REQUESTS = 30;
/** Allows for noise on a shared machine. Work that grows with the data would be many times slower. */
const LIMIT = 1.25;

/** Times of large data sets as a multiple of small ones. */
export async function growthFigures(world: World): Promise<Figure[]> {
  const pid = world.app.child.pid ?? 0;
  const small = world.conversation(200);
  const pairs: [string, Page, Page][] = [
    ["2,000 messages", world.conversation(2000), small],
    ["10,000 messages", world.conversation(10_000), small],
    ["user with 10,000 conversations", world.manyConversations, world.fewConversations],
  ];
  const figures: Figure[] = [];
  for (const [name, large, peer] of pairs) {
    const [time, cpu] = await compare(pid, large, peer);
    figures.push(atMost(`${name}: time ÷ small`, time, LIMIT, "×", 2));
    figures.push(atMost(`${name}: CPU ÷ small`, cpu, LIMIT, "×", 2));
  }
  return figures;
}

async function compare(pid: number, large: Page, small: Page): Promise<[time: number, cpu: number]> {
  const times = { large: Array<number>(), small: Array<number>() };
  const cpus = { large: 0, small: 0 };
  for (const page of [large, small]) await load({ ...page, requests: REQUESTS * 2, concurrency: 4 });
  for (let round = 0; round < ROUNDS; round++) {
    for (const [which, page] of [["large", large] as const, ["small", small] as const]) {
      const before = cpuSeconds(pid);
      times[which].push(...(await latencies(page.url, page.cookie, REQUESTS)));
      cpus[which] += cpuSeconds(pid) - before;
    }
  }
  return [median(times.large) / median(times.small), cpus.large / cpus.small];
}
