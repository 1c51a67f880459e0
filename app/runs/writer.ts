import { finishRun, writeProgress, type RunEnd, type RunProgress } from "#db/queries/run-progress.ts";
import { asRunWork, RUN_PATIENCE_MS } from "#db/run-work.ts";
import type { Database } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import { flushSeconds, gauge } from "#app/metrics.server.ts";
import { untraced } from "#app/traces.server.ts";
import type { LiveRun } from "./live-run.ts";

/**
 * An event is written at most this long after it was appended: 150 ms, and up to half a second with many runs, because
 * PostgreSQL is busy with the number of rows rather than with their length.
 */
const tickMs = (runs: number): number => Math.min(Math.max(150, runs), 500);
/**
 * A run that couldn't be written for so long is stopped, so that it doesn't go on paying for a model whose words
 * are lost. The work of runs waits that long for a connection, too.
 */
const UNWRITABLE_MS = RUN_PATIENCE_MS + 5_000;
/** Pause after a failed write, so that an outage of the database causes neither load nor a flood of log lines. */
const RETRY_MS = 1_000;
/** How often the row of a run is written. The reaper waits for several missed heartbeats. */
export const HEARTBEAT_MS = 3_000;

/** Events of one statement. An outage can accumulate many. */
const EVENTS_PER_WRITE = 10_000;
/** Runs of one statement. Those of all would be one large text, and one long stop for everybody while it is made and read. */
const RUNS_PER_WRITE = 64;

interface Entry {
  run: LiveRun;
  /** The number of the last written event. */
  written: number;
  /** When it was written last, and when its row was. */
  writtenAt: number;
  beatAt: number;
  /** The ids of the items of the last written snapshot. */
  pendingIds: string;
  /** Its end is being written: until then it only has a heartbeat. */
  isEnding: boolean;
}

export interface RunWriter {
  add(run: LiveRun): void;
  /** Schedules a write of the run's new events. */
  touch(run: LiveRun): void;
  /** Writes the run's last events and its end, now. Rejects when the write fails; then it may be tried again. */
  end(run: LiveRun, end: RunEnd): Promise<void>;
  remove(run: LiveRun): void;
  close(): void;
}

/**
 * Writes the event logs of all runs of this process, in one statement per tick. A statement per run
 * would be much slower (docs/decisions/0004).
 *
 * @param options.notify whether other processes may follow the runs
 */
export function createRunWriter(db: Database, options: { notify: boolean }): RunWriter {
  const entries = new Map<string, Entry>();
  const dirty = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let queue: Promise<void> = Promise.resolve();

  gauge("chat_unwritten_events", "Events of answers under way that wait to be written", () => {
    let waiting = 0;
    for (const { run, written } of entries.values()) waiting += run.lastSeq - written;
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

  // A write is for all runs, so it is in the trace of none: `chat_run_flush_duration_seconds` has its time.
  function schedule(ms = tickMs(entries.size)): void {
    timer ??= untraced(() => setTimeout(tick, ms));
  }

  function tick(): void {
    timer = undefined;
    write().catch((error: unknown) => {
      log.error({ err: error }, "could not write the progress of runs; will try again");
      schedule(RETRY_MS);
    });
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
    try {
      for (const batch of batches(ids.flatMap((id) => entries.get(id) ?? []))) await writeBatch(batch);
    } catch (error) {
      for (const id of ids) dirty.add(id);
      throw error;
    }
  }

  async function writeBatch(batch: Entry[]): Promise<void> {
    const progress = batch.map(progressOf);
    const stopTimer = flushSeconds.startTimer();
    const rows = await asRunWork(() => writeProgress(db, progress, options)).finally(stopTimer);
    for (const [index, entry] of batch.entries()) {
      const { lastSeq = entry.written, beat } = progress[index] ?? {};
      entry.written = lastSeq;
      entry.writtenAt = Date.now();
      if (beat) entry.beatAt = entry.writtenAt;
      if (beat?.snapshot) entry.pendingIds = beat.snapshot.items.map(({ id }) => id).join();
      const { run } = entry;
      const row = rows.get(run.id);
      // Another process may have moved the run from a guest to an account.
      if (row && row.userId !== run.userId) run.moveTo(row.userId);
      // Without a row, the run was deleted with its conversation or ended by another process's reaper.
      if (row?.stopRequested) run.stop("cancelled");
      else if (!row && !entry.isEnding) run.stop("lost");
    }
  }

  return {
    add(run) {
      const writtenAt = Date.now();
      entries.set(run.id, { run, written: 0, writtenAt, beatAt: -Infinity, pendingIds: "", isEnding: false });
    },
    touch(run) {
      dirty.add(run.id);
      schedule();
    },
    async end(run, end) {
      const entry = entries.get(run.id);
      if (!entry) return;
      entry.isEnding = true;
      dirty.delete(run.id);
      // A write that has these events may be under way.
      await queue;
      const { events, lastSeq } = newsOf(entry);
      const stopTimer = flushSeconds.startTimer();
      await finishRun(db, { runId: run.id, events, lastSeq }, end, options).finally(stopTimer);
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

function newsOf({ run, written }: Entry): Pick<RunProgress, "events" | "lastSeq"> {
  const events = run.since(written);
  return { events, lastSeq: events.at(-1)?.seq ?? written };
}

function progressOf(entry: Entry): RunProgress {
  const { run, written, isEnding } = entry;
  if (isEnding) return { runId: run.id, events: [], lastSeq: written, beat: {} };
  const news = newsOf(entry);
  // The snapshot changes with the items that are under way. What they have grown by since then is in the log: to write them
  // again as they grow would cost the square of their length.
  const isChanged = run.pendingIds.join() !== entry.pendingIds;
  const beat = isChanged ? { snapshot: run.snapshot() } : {};
  const isBeat = isChanged || news.events.length === 0 || Date.now() - entry.beatAt >= HEARTBEAT_MS;
  return { runId: run.id, ...news, ...(isBeat && { beat }) };
}

/** Divides runs between statements, by their events. */
function batches(entries: Entry[]): Entry[][] {
  const all: Entry[][] = [];
  let events = Infinity;
  for (const entry of entries) {
    const count = entry.run.lastSeq - entry.written;
    if (events + count > EVENTS_PER_WRITE || (all.at(-1)?.length ?? 0) >= RUNS_PER_WRITE) {
      all.push([]);
      events = 0;
    }
    all.at(-1)?.push(entry);
    events += count;
  }
  return all;
}
