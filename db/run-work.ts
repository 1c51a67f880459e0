import { AsyncLocalStorage } from "node:async_hooks";

/** How long the work of a run waits for the database, for example while PostgreSQL restarts. */
export const RUN_PATIENCE_MS = 30_000;

const storage = new AsyncLocalStorage<{ patienceMs: number }>();

/**
 * Runs `work` as the work of a run, as opposed to that of a request: it waits longer for a connection, and
 * leaves some connections to requests (`drivers/share-pool.ts`).
 */
export function asRunWork<Result>(
  work: () => Promise<Result>,
  patienceMs = RUN_PATIENCE_MS,
): Promise<Result> {
  // Awaited inside, because a drizzle query starts only when it is awaited.
  return storage.run({ patienceMs }, async () => await work());
}

/** How long the current work may wait for a connection; undefined for a request, which the pool limits. */
export const patienceOfWork = (): number | undefined => storage.getStore()?.patienceMs;
