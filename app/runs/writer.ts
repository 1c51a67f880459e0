import { writeProgress, type RunProgress } from "#db/queries/runs.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import type { Bell } from "./bell.ts";
import type { LiveRun } from "./live-run.ts";

/** Events wait at most this long for their write. */
const TICK_MS = 150;
/** After a failed write: a database that is down is not asked at every tick, and not told of in as many lines. */
const RETRY_MS = 1_000;
/** A run that says nothing is still heard of this often; the reaper's patience is a multiple of it. */
export const HEARTBEAT_MS = 3_000;

interface Entry {
  run: LiveRun;
  written: number;
}

export interface RunWriter {
  add(run: LiveRun): void;
  /** The run has new events. */
  touch(run: LiveRun): void;
  /** Writes all that the run has said, now. Rejects when the database refuses. */
  flush(run: LiveRun): Promise<void>;
  remove(run: LiveRun): void;
  close(): void;
}

/**
 * Writes the event logs of all runs of this process: one transaction per tick, whatever the number of
 * runs. Per-run writes would be some hundred times slower (design.md §8).
 */
export function createRunWriter(db: Database, bell: Pick<Bell, "ring">): RunWriter {
  const entries = new Map<string, Entry>();
  const dirty = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let queue: Promise<void> = Promise.resolve();

  const heartbeat = setInterval(() => {
    for (const id of entries.keys()) dirty.add(id);
    schedule();
  }, HEARTBEAT_MS);
  heartbeat.unref();

  function schedule(ms = TICK_MS): void {
    timer ??= setTimeout(() => {
      timer = undefined;
      write().catch((error: unknown) => {
        log.error({ err: error }, "could not write the progress of runs; will try again");
        schedule(RETRY_MS);
      });
    }, ms);
  }

  /** One write at a time, so that the order of a run's events is the order of their writes. */
  function write(): Promise<void> {
    const turn = queue.then(writeDirty);
    queue = turn.catch(() => undefined);
    return turn;
  }

  async function writeDirty(): Promise<void> {
    const ids = [...dirty];
    dirty.clear();
    const batch = ids.flatMap((id) => entries.get(id) ?? []);
    const progress = batch.map(progressOf);
    try {
      const written = await writeProgress(db, progress);
      for (const [index, entry] of batch.entries()) entry.written = progress[index]?.lastSeq ?? entry.written;
      for (const { run } of batch) {
        const row = written.get(run.id);
        // Another process may have moved it, when a guest became somebody there.
        if (row && row.userId !== run.userId) run.moveTo(row.userId);
        // Without a row it was deleted with its conversation, or taken for dead: nobody pressed Stop.
        if (!row) run.stop("lost");
        else if (row.stopRequested) run.stop("cancelled");
      }
      const news = progress.filter(({ events }) => events.length > 0).map(({ runId }) => runId);
      if (news.length > 0) void bell.ring(news);
    } catch (error) {
      for (const id of ids) dirty.add(id);
      throw error;
    }
  }

  return {
    add(run) {
      entries.set(run.id, { run, written: 0 });
    },
    touch(run) {
      dirty.add(run.id);
      schedule();
    },
    async flush(run) {
      dirty.add(run.id);
      await write();
    },
    remove(run) {
      entries.delete(run.id);
      dirty.delete(run.id);
    },
    close() {
      clearInterval(heartbeat);
      clearTimeout(timer);
    },
  };
}

function progressOf({ run, written }: Entry): RunProgress {
  const events = run.since(written);
  return {
    runId: run.id,
    events,
    lastSeq: events.at(-1)?.seq ?? written,
    snapshot: run.pendingItems(),
  };
}
