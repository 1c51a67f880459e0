import { hostname } from "node:os";
import { claimTurn, findRunByKey, insertRun } from "#db/queries/run-queue.ts";
import { finishRun, requestStop } from "#db/queries/runs.ts";
import type { Run, RunStatus } from "#db/schema/index.ts";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { log } from "#app/log.server.ts";
import { createBell, type Bell } from "./bell.ts";
import { createLiveRun, type LiveRun, type StopReason } from "./live-run.ts";
import { reapDead, startReaper } from "./reaper.ts";
import { createRunWriter, type RunWriter } from "./writer.ts";

/** Sends that may wait behind the answer that is under way in a conversation (design.md §6). */
const MAX_WAITING = 5;
/** How often a waiting run looks whether its turn has come; a run that ends here wakes it at once. */
const TURN_POLL_MS = 300;

export interface Turn {
  /** `run_…`, made by the caller, who needs it before the run exists. */
  id: string;
  /**
   * The object that the turn reads its user from. When a guest becomes somebody in the middle of it, the run
   * changes it, and what the turn writes from then on is the new user's.
   */
  owner: { userId: string };
  /** Null for a turn that makes its conversation. */
  threadId: string | null;
  /** The protocol request type. */
  kind: string;
  /** One per logical send: the same key is answered with the run that exists. */
  idempotencyKey?: string | null;
  /** The turn itself. It ends, with what it has, soon after the signal aborts with a {@link StopReason}. */
  events(signal: AbortSignal): AsyncIterable<ThreadStreamEvent>;
}

/** A run that can be followed: `live` when this process works on it. */
export interface RunHandle {
  id: string;
  userId: string;
  live: LiveRun | undefined;
  /** False when the idempotency key named a run that exists. */
  created: boolean;
}

interface Process {
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

let process_: Process | undefined;

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

function current(): Process {
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

/**
 * Starts a turn as a durable run: it goes on when nobody follows it. Resolves as soon as the run is
 * registered; its events come through `followRun`.
 *
 * @throws {ChatKitError} `conflict` when too many sends wait in this conversation, `not_found` when it has
 *   just been deleted
 */
export async function startRun(turn: Turn): Promise<RunHandle> {
  const state = current();
  const inserted = await insertRun(
    state.db,
    {
      id: turn.id,
      userId: turn.owner.userId,
      conversationId: turn.threadId,
      kind: turn.kind,
      idempotencyKey: turn.idempotencyKey ?? null,
      owner: state.owner,
    },
    MAX_WAITING,
  );
  if (inserted === "no_conversation") {
    throw new ChatKitError("not_found", "There is no such conversation.");
  }
  if (inserted === "queue_full") {
    throw new ChatKitError("conflict", "This conversation is still answering. Wait for it, then send again.");
  }
  if (!inserted.created) return existing(state, inserted.run);

  const live = createLiveRun(turn);
  state.live.set(live.id, live);
  state.writer.add(live);
  const done = work(state, live, turn).finally(() => state.turns.delete(done));
  state.turns.add(done);
  return { id: live.id, userId: live.userId, live, created: true };
}

/** The run that this user's key was used for, if there is one: what a repeat of its request is answered with. */
export async function runOfKey(key: {
  userId: string;
  idempotencyKey: string;
}): Promise<RunHandle | undefined> {
  const state = current();
  const run = await findRunByKey(state.db, key);
  return run && existing(state, run);
}

function existing(state: Process, { id, userId }: Run): RunHandle {
  return { id, userId, live: state.live.get(id), created: false };
}

/** A guest has become somebody, and all that was the guest's has been moved: what is being written follows. */
export function moveLiveRuns({ fromUserId, toUserId }: { fromUserId: string; toUserId: string }): void {
  for (const run of process_?.live.values() ?? []) {
    if (run.userId === fromUserId) run.moveTo(toUserId);
  }
}

async function work(state: Process, run: LiveRun, turn: Turn): Promise<void> {
  let status: RunStatus = "done";
  try {
    await waitForTurn(state, run);
    for await (const event of turn.events(run.signal)) {
      if (event.type === "error") status = "failed";
      run.append(event);
      state.writer.touch(run);
    }
    if (run.signal.aborted) status = run.signal.reason === "shutdown" ? "interrupted" : "cancelled";
  } catch (error) {
    log.error({ err: error, run: run.id }, "a turn failed");
    status = "failed";
    run.append({ type: "error", code: "stream.error", allow_retry: true });
  }
  await close(state, run, status);
}

async function waitForTurn(state: Process, run: LiveRun): Promise<void> {
  while (!run.signal.aborted && !(await claimTurn(state.db, run.id))) {
    const aborted = new Promise<void>((resolve) =>
      run.signal.addEventListener("abort", () => resolve(), { once: true }),
    );
    await Promise.race([delay(TURN_POLL_MS), state.turnEnded.promise, aborted]);
  }
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Followers learn of the end when the database knows it, so that what they load next is complete. */
async function close(state: Process, run: LiveRun, status: RunStatus): Promise<void> {
  try {
    await state.writer.flush(run);
    await finishRun(state.db, run.id, status);
    await state.bell.ring([run.id]);
  } catch (error) {
    // The reaper ends it in the database; what was answered has been committed item by item.
    log.error({ err: error, run: run.id }, "could not write the end of a run");
  }
  state.writer.remove(run);
  state.live.delete(run.id);
  run.end();
  state.turnEnded.resolve();
  state.turnEnded = Promise.withResolvers();
}

/**
 * Stops a run wherever it is worked on; where processes can't be told, it ends within the owner's next
 * heartbeat.
 *
 * @param id the run's id or the idempotency key that it was started with
 * @returns false when this user has no such run
 */
export async function stopRun({ userId, id }: { userId: string; id: string }): Promise<boolean> {
  const state = current();
  const run = await requestStop(state.db, { userId, id });
  const own = run && state.live.get(run.id);
  if (own) own.stop("cancelled");
  else if (run) await state.bell.ringStop(run.id);
  return run !== undefined;
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

function endAll(state: Process, reason: StopReason): void {
  for (const run of state.live.values()) run.stop(reason);
}
