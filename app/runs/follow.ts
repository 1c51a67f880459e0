import { listRunEvents } from "#db/queries/runs.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { RUN_PATIENCE_MS } from "#db/run-work.ts";
import type { Database } from "#db/types.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { LiveRun, NumberedEvent } from "./live-run.ts";
import { liveRun, waitForNews } from "./process.ts";

/** Events that are given at once. */
const MOST_AT_ONCE = 100;

interface Followed {
  id: string;
  userId: string;
  /** The number of the last event that is known. */
  after: number;
  signal: AbortSignal;
}

/**
 * Yields a run's events after `after` until the run ends, each once and in order. Works for runs of any
 * process and for ended runs. After a crash, `after` may be greater than the last stored number; then only
 * the final event comes. Returns early, without an error, when the signal aborts.
 */
export async function* followRun(db: Database, followed: Followed): AsyncGenerator<NumberedEvent> {
  for await (const events of followInBatches(db, followed)) yield* events;
}

/** As `followRun`, with as many events at once as there are. */
export function followInBatches(db: Database, followed: Followed): AsyncGenerator<NumberedEvent[]> {
  const live = liveRun(followed.id);
  return live ? followLive(live, followed) : followStored(db, followed);
}

async function* followLive(
  run: LiveRun,
  { after, signal }: Pick<Followed, "after" | "signal">,
): AsyncGenerator<NumberedEvent[]> {
  const waitFor = createWait(signal);
  let last = after;
  while (!signal.aborted) {
    // Both are read before the events, so that an event appended meanwhile isn't missed.
    const changed = run.changed();
    const { ended } = run;
    const news = run.since(last);
    for (let from = 0; from < news.length; from += MOST_AT_ONCE) {
      const some = news.slice(from, from + MOST_AT_ONCE);
      last = some.at(-1)?.seq ?? last;
      yield some;
    }
    if (ended) return;
    await waitFor(changed);
  }
}

async function* followStored(
  db: Database,
  { id, userId, after, signal }: Followed,
): AsyncGenerator<NumberedEvent[]> {
  const waitFor = createWait(signal);
  let last = after;
  while (!signal.aborted) {
    // Subscribed before the query, so that an event written meanwhile isn't missed.
    const news = waitForNews(id);
    const read = () => listRunEvents(db, { userId, id, after: last });
    const page = await retryOnLostConnection(read, { patienceMs: RUN_PATIENCE_MS });
    if (!page) return;
    const events = page.events.map(({ seq, event }) => ({
      seq,
      // The log holds what this server has written, which was typed then.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      event: event as ThreadStreamEvent,
    }));
    last = events.at(-1)?.seq ?? last;
    if (events.length > 0) {
      yield events;
      continue;
    }
    if (page.status !== "queued" && page.status !== "running") {
      // The client may have received events that the dead process never wrote. The final error event reuses
      // one of those numbers, so step back to deliver it.
      const beyond = page.status === "interrupted" && last > page.lastSeq;
      if (!beyond) return;
      last = page.lastSeq - 1;
      continue;
    }
    await waitFor(news);
  }
}

/**
 * Returns a function that waits for one promise after the other, or until the signal aborts. `Promise.race` would add
 * something to the promise of the abort each time, which is kept as long as the stream is open.
 */
function createWait(signal: AbortSignal): (promise: Promise<void>) => Promise<void> {
  let wake: () => void = () => {};
  signal.addEventListener("abort", () => wake(), { once: true });
  return (promise) =>
    new Promise((resolve, reject) => {
      wake = resolve;
      if (signal.aborted) resolve();
      else promise.then(resolve, reject);
    });
}
