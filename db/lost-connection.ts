import { setTimeout as delay } from "node:timers/promises";

/** PostgreSQL ends the connection (a restart, an administrator), or it is lost on the way. */
const CODES = new Set(["57P01", "57P02", "57P03", "08000", "08003", "08006", "ECONNRESET", "EPIPE"]);
/** What the drivers say without a code. */
const MESSAGES = /connection terminated|connection error and is not queryable|connection ended/i;

/** True for what goes wrong with a connection and not with a query: another connection may do. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ("code" in error && CODES.has(String(error.code))) return true;
  // Drizzle's own message is the query, which may say anything.
  if (error.cause !== undefined) return isLostConnection(error.cause);
  return MESSAGES.test(error.message);
}

/** For the pool to hear of the other connections that went at the same time. */
const PAUSE_MS = 100;

/**
 * Does the work, and once more when its connection is lost in the middle: nobody knows then whether it was
 * done. So it has to be work that may be done twice.
 */
export async function persistently<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isLostConnection(error)) throw error;
    await delay(PAUSE_MS);
    return work();
  }
}
