import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import { gauge } from "#app/metrics.server.ts";
import type { LiveRun } from "./live-run.ts";
import { reapDead, startReaper } from "./reaper.ts";
import { endStreamsOfEndedSessions } from "./session-streams.ts";
import { createRunSignals, type RunSignals } from "./signals.ts";
import { createRunWriter, type RunWriter } from "./writer.ts";

/** How long `stopRuns` waits for aborted runs to end. */
const ABORT_MS = 3_000;

/** The state of a process that works on runs. */
export interface RunProcess {
  db: Database;
  /** Names this process in `runs.worker_id`. */
  workerId: string;
  writer: RunWriter;
  signals: RunSignals;
  /** The runs that this process works on, by id. */
  live: Map<string, LiveRun>;
  /** One promise per live run; it settles when the run has ended. */
  work: Set<Promise<void>>;
  /** Resolves when the next run of this process ends; queued runs then try to start. */
  runEnded: PromiseWithResolvers<void>;
  stopReaper(): void;
}

let runProcess: RunProcess | undefined;
let starting: Promise<void> | undefined;

/** Starts working on runs in this process. Only the first call has an effect. */
export function startRuns(database: RunDatabase): Promise<void> {
  return (starting ??= start(database));
}

type RunDatabase = Pick<DatabaseHandle, "db" | "driver" | "notifications">;

async function start({ db, driver, notifications }: RunDatabase): Promise<void> {
  // PGlite serves one process, so every active run in it belongs to an earlier process, which is dead.
  if (driver === "pglite") await reapDead(db, [], 0);
  const live = new Map<string, LiveRun>();
  gauge("chat_active_runs", "Answers that this process works on", () => live.size);
  const signals = createRunSignals(
    db,
    notifications((message) => log.info(message)),
    {
      stop: (id) => live.get(id)?.stop("cancelled"),
      sessionsEnded: () => void endStreamsOfEndedSessions(db),
    },
  );
  runProcess = {
    db,
    workerId: `${hostname()}:${process.pid}`,
    signals,
    writer: createRunWriter(db, signals),
    live,
    work: new Set(),
    runEnded: Promise.withResolvers(),
    stopReaper: startReaper(db, () => [...live.keys()]),
  };
}

/** @throws when `startRuns` has not been called */
export function requireRunProcess(): RunProcess {
  if (!runProcess) throw new Error("startRuns() has not been called");
  return runProcess;
}

/** Resolves when a run of another process may have new events. */
export function waitForNews(id: string): Promise<void> {
  return requireRunProcess().signals.waitForNews(id);
}

/** Ends the streams of sessions that have ended, in all processes. To be called after ending some. */
export async function announceEndedSessions(): Promise<void> {
  if (!runProcess) return;
  await endStreamsOfEndedSessions(runProcess.db);
  await runProcess.signals.notifySessionsEnded();
}

/** The run with this id, if this process works on it. */
export function liveRun(id: string): LiveRun | undefined {
  return runProcess?.live.get(id);
}

/** Gives the live runs of a guest to the account that the guest's data has been moved to. */
export function moveLiveRuns({ fromUserId, toUserId }: { fromUserId: string; toUserId: string }): void {
  for (const run of runProcess?.live.values() ?? []) {
    if (run.userId === fromUserId) run.moveTo(toUserId);
  }
}

/** Lets runs finish for `graceMs`, then interrupts the others and keeps their partial answers. */
export async function stopRuns(graceMs: number): Promise<void> {
  if (!runProcess) return;
  const { work, live, stopReaper, signals, writer } = runProcess;
  const idle = async () => {
    while (work.size > 0) await Promise.allSettled(work);
  };
  await Promise.race([idle(), delay(graceMs)]);
  for (const run of live.values()) run.stop("shutdown");
  await Promise.race([idle(), delay(ABORT_MS)]);
  stopReaper();
  signals.close();
  writer.close();
  runProcess = undefined;
  starting = undefined;
}
