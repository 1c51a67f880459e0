import { listRunEvents } from "#db/queries/runs.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { RUN_PATIENCE_MS } from "#db/run-work.ts";
import type { Database } from "#db/types.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { LiveRun, NumberedEvent } from "./live-run.ts";
import { liveRun, waitForNews } from "./process.ts";

/**
 * Yields a run's events after `after` until the run ends, each once and in order. Works for runs of any
 * process and for ended runs. After a crash, `after` may be greater than the last stored number; then only
 * the final event comes. Returns early, without an error, when the signal aborts.
 */
export async function* followRun(
  db: Database,
  { id, userId, after, signal }: { id: string; userId: string; after: number; signal: AbortSignal },
): AsyncGenerator<NumberedEvent> {
  const live = liveRun(id);
  yield* live ? followLive(live, after, signal) : followStored(db, { id, userId, after, signal });
}

async function* followLive(run: LiveRun, after: number, signal: AbortSignal): AsyncGenerator<NumberedEvent> {
  const aborted = whenAborted(signal);
  let last = after;
  while (!signal.aborted) {
    // Both are read before the events, so that an event appended meanwhile isn't missed.
    const changed = run.changed();
    const { ended } = run;
    for (const entry of run.since(last)) {
      last = entry.seq;
      yield entry;
    }
    if (ended) return;
    await Promise.race([changed, aborted]);
  }
}

async function* followStored(
  db: Database,
  { id, userId, after, signal }: { id: string; userId: string; after: number; signal: AbortSignal },
): AsyncGenerator<NumberedEvent> {
  const aborted = whenAborted(signal);
  let last = after;
  while (!signal.aborted) {
    // Subscribed before the query, so that an event written meanwhile isn't missed.
    const news = waitForNews(id);
    const read = () => listRunEvents(db, { userId, id, after: last });
    const page = await retryOnLostConnection(read, { patienceMs: RUN_PATIENCE_MS });
    if (!page) return;
    for (const { seq, event } of page.events) {
      last = seq;
      // The log holds what this server has written, which was typed then.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      yield { seq, event: event as ThreadStreamEvent };
    }
    if (page.events.length > 0) continue;
    if (page.status !== "queued" && page.status !== "running") {
      // The client may have received events that the dead process never wrote. The final error event reuses
      // one of those numbers, so step back to deliver it.
      const beyond = page.status === "interrupted" && last > page.lastSeq;
      if (!beyond) return;
      last = page.lastSeq - 1;
      continue;
    }
    await Promise.race([news, aborted]);
  }
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
