import { setTimeout as delay } from "node:timers/promises";

/*
 * Work that no request waits for to its end: housekeeping, imports and the deletion of accounts. When the process stops,
 * it comes to a place where others can go on, before the database is closed.
 */

const underWay = new Set<Promise<unknown>>();
let stopping = false;

/** Work that takes long asks between its steps, and ends there. */
export const isStopping = (): boolean => stopping;

export function inBackground<Result>(work: Promise<Result>): Promise<Result> {
  const end = () => underWay.delete(work);
  underWay.add(work);
  work.then(end, end);
  return work;
}

/** Resolves when all of it has ended, or after that time. */
export async function stopBackground(patienceMs: number): Promise<void> {
  stopping = true;
  await Promise.race([allEnded(), delay(patienceMs, undefined, { ref: false })]);
}

/** Also of what begins meanwhile: the file of an import may just be arriving. */
async function allEnded(): Promise<void> {
  while (underWay.size > 0) await Promise.allSettled(underWay);
}
