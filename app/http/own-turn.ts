import { setImmediate as nextTurn } from "node:timers/promises";

let last: Promise<void> = Promise.resolve();

/**
 * Waits for a turn of the event loop that nobody else has got here, first come, first served. What takes milliseconds of
 * calculation begins with it: what hundreds of requests ask for at once would else be calculated in one turn, before a
 * socket or a timer is looked at again.
 */
export function ownTurn(): Promise<void> {
  last = last.then(() => nextTurn());
  return last;
}
