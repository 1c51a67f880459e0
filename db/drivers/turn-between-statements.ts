import { setImmediate as nextTurn } from "node:timers/promises";

import type { PGlite } from "@electric-sql/pglite";

/** How long statements follow each other, in milliseconds, until the event loop gets its turn. */
const MAX_MS = 10;

/**
 * Lets the event loop turn between the statements of PGlite. It calculates them in this process and waits for nothing, so
 * those of many requests would all be done before a socket or a timer is looked at again.
 */
export function turnBetweenStatements(client: Pick<PGlite, "_runExclusiveQuery">): void {
  const run = client._runExclusiveQuery.bind(client);
  let since: number | undefined;
  client._runExclusiveQuery = (statement) =>
    run(async () => {
      if (since === undefined) {
        since = performance.now();
        setImmediate(() => (since = undefined));
      } else if (performance.now() - since > MAX_MS) await nextTurn();
      return statement();
    });
}
