import { once } from "node:events";
import { Agent, get } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";

/** Between two requests of the probe. */
const PAUSE_MS = 10;
const SELF = new URL(import.meta.url);

export interface Probe {
  /** The longest time that a request has waited since the last call, in milliseconds. */
  longest(): Promise<number>;
  stop(): Promise<void>;
}

/** Asks for `/healthz` again and again, from a thread of its own, which the attacks don't keep busy. */
export function startProbe(url: string): Probe {
  const worker = new Worker(SELF, { workerData: `${url}/healthz` });
  return {
    async longest() {
      const answer = once(worker, "message");
      // A worker has no origin.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      worker.postMessage("longest");
      const [ms]: unknown[] = await answer;
      return Number(ms);
    },
    async stop() {
      await worker.terminate();
    },
  };
}

async function probe(url: string): Promise<never> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let longest = 0;
  let since = performance.now();
  let isWaiting = false;
  parentPort?.on("message", () => {
    // A request that still waits counts as far as it has waited.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    parentPort?.postMessage(Math.round(Math.max(longest, isWaiting ? performance.now() - since : 0)));
    longest = 0;
  });
  for (;;) {
    since = performance.now();
    isWaiting = true;
    await ask(url, agent).catch(() => undefined);
    isWaiting = false;
    longest = Math.max(longest, performance.now() - since);
    await delay(PAUSE_MS);
  }
}

async function ask(url: string, agent: Agent): Promise<void> {
  const request = get(url, { agent });
  const [response] = await once(request, "response");
  response.resume();
  await once(response, "end");
}

if (!isMainThread) await probe(String(workerData));
