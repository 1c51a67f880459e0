import { listRunEvents } from "#db/queries/runs.ts";
import type { Database } from "#db/types.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { LiveRun, NumberedEvent } from "./live-run.ts";
import { liveRun, runNews } from "./process.server.ts";

/**
 * A run's events after `after` until it ends, each once and in order; wherever it is worked on, and also
 * when it ended long ago. After a crash `after` may be beyond what was written: then only the end comes.
 * Ends early, without an error, when the signal aborts.
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
    // The order matters: what comes between the look and the wait must end the wait.
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
    // Listened for before the look, so that what comes in between isn't missed.
    const news = runNews(id);
    const page = await listRunEvents(db, { userId, id, after: last });
    if (!page) return;
    for (const { seq, event } of page.events) {
      last = seq;
      yield { seq, event: event as ThreadStreamEvent };
    }
    if (page.events.length > 0) continue;
    if (page.status !== "queued" && page.status !== "running") {
      // Who has read what died unwritten would else miss how it ended, which has one of those numbers.
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
