import { AsyncLocalStorage } from "node:async_hooks";

import type { Database } from "../types.ts";

const MESSAGE =
  "The outer `db` was used inside db.transaction(): use `tx`, the callback's argument. " +
  "(PGlite has one connection and would wait for ever; elsewhere the query would escape the transaction.)";

/** Everything of a drizzle database that leads to a query. */
const QUERYING = [
  "$count",
  "delete",
  "execute",
  "insert",
  "query",
  "refreshMaterializedView",
  "select",
  "selectDistinct",
  "selectDistinctOn",
  "transaction",
  "update",
  "with",
] as const satisfies (keyof Database)[];

/**
 * Makes the use of an outer database inside its own transaction an error at once: reaching for any way to
 * query it throws while a transaction's callback runs.
 */
export function transactionGuard() {
  const current = new AsyncLocalStorage<{ open: boolean }>();

  /** A stand-in for `target` whose listed members throw inside a transaction. */
  function watch<Target extends object>(target: Target, members: readonly (keyof Target & string)[]): Target {
    const guarded = new Set<string | symbol>(members);
    return new Proxy(target, {
      get(inner, name) {
        if (guarded.has(name) && current.getStore()?.open) throw new Error(MESSAGE);
        const value: unknown = Reflect.get(inner, name, inner);
        // Bound to the original: clients keep private fields, which a proxy has not.
        return typeof value === "function" ? value.bind(inner) : value;
      },
    });
  }

  /** The database to hand out: it marks its transactions' callbacks, and is watched itself. */
  function track(db: Database): Database {
    const begin = db.transaction.bind(db);
    db.transaction = (callback, config) =>
      begin((tx) => {
        // Not open for ever: work that was started inside and outlives the callback may use `db` again.
        const scope = { open: true };
        return current.run(scope, () =>
          callback(tx).finally(() => {
            scope.open = false;
          }),
        );
      }, config);
    return watch(db, QUERYING);
  }

  return { watch, track };
}
