import { writeProgress, type RunProgress } from "#db/queries/runs.ts";
import { asRunWork, RUN_PATIENCE_MS } from "#db/run-work.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import { flushSeconds, gauge } from "#app/metrics.server.ts";
import type { LiveRun } from "./live-run.ts";
import type { RunSignals } from "./signals.ts";

/** An event is written at most this long after it was appended. */
const TICK_MS = 150;
/**
 * A run that couldn't be written for so long is stopped, so that it doesn't go on paying for a model whose words
 * are lost. The work of runs waits that long for a connection, too.
 */
const UNWRITABLE_MS = RUN_PATIENCE_MS + 5_000;
/** Pause after a failed write, so that an outage of the database causes neither load nor a flood of log lines. */
const RETRY_MS = 1_000;
/** How often a run without new events is written. The reaper waits for several missed heartbeats. */
export const HEARTBEAT_MS = 3_000;

interface Entry {
  run: LiveRun;
  /** The number of the last written event. */
  written: number;
  /** When it was written last. */
  writtenAt: number;
}

export interface RunWriter {
  add(run: LiveRun): void;
  /** Schedules a write of the run's new events. */
  touch(run: LiveRun): void;
  /** Writes the run's events now. Rejects when the write fails. */
  flush(run: LiveRun): Promise<void>;
  remove(run: LiveRun): void;
  close(): void;
}

/**
 * Writes the event logs of all runs of this process, in one transaction per tick. A transaction per run
 * would be much slower (docs/decisions/0004).
 */
export function createRunWriter(db: Database, signals: Pick<RunSignals, "notify">): RunWriter {
  const entries = new Map<string, Entry>();
  const dirty = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let queue: Promise<void> = Promise.resolve();

  gauge("chat_unwritten_events", "Events of answers under way that wait to be written", () => {
    let waiting = 0;
    for (const { run, written } of entries.values()) waiting += run.since(written).length;
    return waiting;
  });

  const heartbeat = setInterval(() => {
    for (const [id, entry] of entries) {
      dirty.add(id);
      if (Date.now() - entry.writtenAt > UNWRITABLE_MS && !entry.run.signal.aborted) giveUp(entry);
    }
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

  function giveUp({ run }: Entry): void {
    log.error(
      { run: run.id },
      "the database is away, so a run can't be written any more; its model is stopped",
    );
    run.stop("unwritable");
  }

  /** Writes don't overlap, so that a run's events are stored in order. */
  function write(): Promise<void> {
    const writing = queue.then(writeDirty);
    queue = writing.catch(() => undefined);
    return writing;
  }

  async function writeDirty(): Promise<void> {
    const ids = [...dirty];
    dirty.clear();
    const batch = ids.flatMap((id) => entries.get(id) ?? []);
    const progress = batch.map(progressOf);
    try {
      const end = flushSeconds.startTimer();
      const written = await asRunWork(() => writeProgress(db, progress)).finally(end);
      for (const [index, entry] of batch.entries()) {
        entry.written = progress[index]?.lastSeq ?? entry.written;
        entry.writtenAt = Date.now();
      }
      for (const { run } of batch) {
        const row = written.get(run.id);
        // Another process may have moved the run from a guest to an account.
        if (row && row.userId !== run.userId) run.moveTo(row.userId);
        // Without a row, the run was deleted with its conversation or ended by another process's reaper.
        if (!row) run.stop("lost");
        else if (row.stopRequested) run.stop("cancelled");
      }
      const changed = progress.filter(({ events }) => events.length > 0).map(({ runId }) => runId);
      if (changed.length > 0) void signals.notify(changed);
    } catch (error) {
      for (const id of ids) dirty.add(id);
      throw error;
    }
  }

  return {
    add(run) {
      entries.set(run.id, { run, written: 0, writtenAt: Date.now() });
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
