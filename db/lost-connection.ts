import { setTimeout as delay } from "node:timers/promises";
import { patienceOfWork } from "./run-work.ts";

/** Errors for a connection that was terminated: of PostgreSQL (class 08, and the 57P ones) and of the network. */
const LOST = /^(?:08...|57P0[123]|ECONNRESET|EPIPE)$/;
/** Errors for what could not be had: a connection, memory, or room on the disk. */
const UNREACHABLE = /^(?:53...|ECONNREFUSED|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** Errors for a transaction that was undone in favour of others: a deadlock, or a conflict. */
const UNDONE = /^40(?:P01|001)$/;
/** Errors of the drivers, which have no code. */
const LOST_MESSAGES = /connection terminated|connection error and is not queryable|connection ended/i;

/**
 * No connection to the database could be had in time, because the database is away or because all connections
 * are taken. Nothing was sent on one, so the work may always be tried again.
 */
export class NoConnectionError extends Error {
  override name = "NoConnectionError";
}

/** Whether the connection failed rather than the query, so that a retry on another connection may succeed. */
export function isLostConnection(error: unknown): boolean {
  if (isNoConnection(error)) return false;
  return someCause(error, ({ message, code }) => LOST.test(code) || LOST_MESSAGES.test(message));
}

/** Whether a connection has already been waited for in vain. */
const isNoConnection = (error: unknown) =>
  someCause(error, ({ error: cause }) => cause instanceof NoConnectionError);

/** Whether the work was undone because others were at the same rows, so that it may be done again. */
const isUndone = (error: unknown) => someCause(error, ({ code }) => UNDONE.test(code));

/** Whether the database is away or overloaded, rather than the query wrong. */
export function isUnavailable(error: unknown): boolean {
  if (isNoConnection(error) || isLostConnection(error) || isUndone(error)) return true;
  return someCause(error, ({ code }) => UNREACHABLE.test(code));
}

/** Whether PostgreSQL has failed with one of these codes (its documentation, appendix A). */
export const hasCode = (error: unknown, codes: string[]): boolean =>
  someCause(error, ({ code }) => codes.includes(code));

/** Whether the innermost cause is like this. Drizzle's own message is the query, whose text could match by accident. */
function someCause(
  error: unknown,
  test: (cause: { error: Error; code: string; message: string }) => boolean,
): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  if (test({ error, code, message: error.cause === undefined ? error.message : "" })) return true;
  if (error instanceof AggregateError && error.errors.some((one: unknown) => someCause(one, test)))
    return true;
  return error.cause !== undefined && someCause(error.cause, test);
}

/** Gives the pool time to notice other connections that were lost at the same moment. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 2_000;

/** The pauses between attempts: twice as long each time, with a jitter, so that waiting work doesn't come in step. */
export function pauseAfter(attempt: number): number {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  return pause * (0.75 + Math.random() / 2);
}

interface RetryOptions {
  /**
   * How long to try again. By default 30 s for the work of runs, which nobody repeats, and one other attempt for
   * requests, whose clients wait.
   */
  patienceMs?: number;
}

/**
 * Runs `work`, and again if the connection is lost, or if PostgreSQL has undone it for others. A lost attempt may have been
 * committed, so `work` must be idempotent.
 */
export async function retryOnLostConnection<Result>(
  work: (attempt: number) => Promise<Result>,
  { patienceMs = patienceOfWork() ?? 0 }: RetryOptions = {},
): Promise<Result> {
  const start = Date.now();
  for (let attempt = 0; ; attempt++) {
    try {
      return await work(attempt);
    } catch (error) {
      const mayTryAgain =
        patienceMs > 0
          ? isUnavailable(error) && Date.now() - start < patienceMs
          : (isLostConnection(error) || isUndone(error)) && attempt === 0;
      if (!mayTryAgain) throw error;
      await delay(pauseAfter(attempt));
    }
  }
}
