import { hostname } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { log } from "#app/log.server.ts";
import { createBell, type Bell } from "./bell.ts";
import type { LiveRun, StopReason } from "./live-run.ts";
import { reapDead, startReaper } from "./reaper.ts";
import { createRunWriter, type RunWriter } from "./writer.ts";

/** What this process needs to work on runs. */
export interface RunProcess {
  db: Database;
  owner: string;
  writer: RunWriter;
  bell: Bell;
  live: Map<string, LiveRun>;
  turns: Set<Promise<void>>;
  /** Wakes those who wait for their turn. */
  turnEnded: PromiseWithResolvers<void>;
  stopReaper(): void;
}

let process_: RunProcess | undefined;

let starting: Promise<void> | undefined;

/** Makes this process one that works on runs. The first call counts. */
export function startRuns(database: RunDatabase): Promise<void> {
  return (starting ??= start(database));
}

type RunDatabase = Pick<DatabaseHandle, "db" | "driver" | "notifications">;

async function start({ db, driver, notifications }: RunDatabase): Promise<void> {
  // PGlite's folder is this process's alone: whoever worked on a run in it before is dead.
  if (driver === "pglite") await reapDead(db, [], 0);
  const live = new Map<string, LiveRun>();
  const bell = createBell(
    db,
    notifications((message) => log.info(message)),
    (id) => live.get(id)?.stop("cancelled"),
  );
  process_ = {
    db,
    owner: `${hostname()}:${process.pid}`,
    bell,
    writer: createRunWriter(db, bell),
    live,
    turns: new Set(),
    turnEnded: Promise.withResolvers(),
    stopReaper: startReaper(db, () => [...live.keys()]),
  };
}

/** @throws when `startRuns` has not been called */
export function current(): RunProcess {
  if (!process_) throw new Error("startRuns() has not been called");
  return process_;
}

/** Resolves when a run that another process works on may have news. */
export function runNews(id: string): Promise<void> {
  return current().bell.wait(id);
}

/** The run of this process with that id. */
export function liveRun(id: string): LiveRun | undefined {
  return process_?.live.get(id);
}

/** A guest has become somebody, and all that was the guest's has been moved: what is being written follows. */
export function moveLiveRuns({ fromUserId, toUserId }: { fromUserId: string; toUserId: string }): void {
  for (const run of process_?.live.values() ?? []) {
    if (run.userId === fromUserId) run.moveTo(toUserId);
  }
}

/** Lets runs finish for `graceMs`, then ends them as interrupted with what they have. */
export async function stopRuns(graceMs: number): Promise<void> {
  if (!process_) return;
  const state = process_;
  const idle = async () => {
    while (state.turns.size > 0) await Promise.allSettled(state.turns);
  };
  await Promise.race([idle(), delay(graceMs)]);
  endAll(state, "shutdown");
  await Promise.race([idle(), delay(3_000)]);
  state.stopReaper();
  state.bell.close();
  state.writer.close();
  process_ = undefined;
  starting = undefined;
}

function endAll(state: RunProcess, reason: StopReason): void {
  for (const run of state.live.values()) run.stop(reason);
}
