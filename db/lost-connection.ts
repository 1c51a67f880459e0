import { setTimeout as delay } from "node:timers/promises";

/** Errors of PostgreSQL and of the network for a connection that was terminated. */
const CODES = new Set(["57P01", "57P02", "57P03", "08000", "08003", "08006", "ECONNRESET", "EPIPE"]);
/** Errors of the drivers, which have no code. */
const MESSAGES = /connection terminated|connection error and is not queryable|connection ended/i;

/** Whether the connection failed rather than the query, so that a retry on another connection may succeed. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && CODES.has(String(error.code))) return true;
  // Drizzle's message contains the query, whose text could match by accident.
  if (error.cause !== undefined) return isLostConnection(error.cause);
  return MESSAGES.test(error.message);
}

/** Gives the pool time to notice other connections that were lost at the same moment. */
const RETRY_DELAY_MS = 100;

/**
 * Runs `work`, and once more if the connection is lost. The first attempt may have been committed, so `work`
 * must be idempotent.
 */
export async function retryOnLostConnection<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isLostConnection(error)) throw error;
    await delay(RETRY_DELAY_MS);
    return work();
  }
}
