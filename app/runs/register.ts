import { dropRun, insertRun, type InsertedRun } from "#db/queries/run-queue.ts";
import { ChatKitError } from "#app/chatkit/errors.ts";
import { log } from "#app/log.server.ts";
import type { RunProcess } from "./process.ts";
import type { RunOptions } from "./run-options.ts";

/** Runs that may be queued in a conversation behind the active one. */
const MAX_QUEUED = 5;

type Registered = Awaited<ReturnType<typeof insertRun>>;

export const isRun = (inserted: Registered): inserted is InsertedRun => typeof inserted !== "string";

/** Registers a run, unless it is a repeat or the user has too many. */
export function register(state: RunProcess, options: RunOptions): Promise<Registered> {
  return insertRun(
    state.db,
    {
      id: options.id,
      userId: options.user.userId,
      conversationId: options.threadId,
      kind: options.kind,
      idempotencyKey: options.idempotencyKey ?? null,
      ...options.fingerprint,
      workerId: state.workerId,
    },
    { queued: MAX_QUEUED, answered: options.maxAnswered },
  );
}

export function refusalOf(refusal: Exclude<Registered, InsertedRun>): ChatKitError {
  switch (refusal) {
    case "no_conversation":
      return new ChatKitError("not_found", "There is no such conversation.");
    case "queue_full":
      return new ChatKitError(
        "conflict",
        "This conversation is still answering. Wait for it, then send again.",
      );
    case "too_many_answers":
      return new ChatKitError(
        "rate_limited",
        "Too many answers are under way. Wait for one of them, then send again.",
      );
  }
}

/** Takes back the run of a turn that is refused. */
export async function takeBack(state: RunProcess, id: string): Promise<void> {
  await dropRun(state.db, id).catch((error: unknown) =>
    log.error({ err: error, run: id }, "the run of a refused turn is left to the reaper"),
  );
}
