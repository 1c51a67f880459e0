import { AsyncLocalStorage } from "node:async_hooks";

import type { Database } from "../types.ts";

const MESSAGE =
  "The outer `db` was used inside db.transaction(): use `tx`, the callback's argument. " +
  "(PGlite has one connection and would wait for ever; elsewhere the query would escape the transaction.)";

/** The members of a drizzle database that start a query. */
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
 * Makes the outer database throw while the callback of one of its transactions runs, as soon as a member that
 * starts a query is read.
 */
export function transactionGuard() {
  const current = new AsyncLocalStorage<{ open: boolean }>();

  /** A proxy of `target` whose listed members throw inside a transaction. */
  function watch<Target extends object>(target: Target, members: readonly (keyof Target & string)[]): Target {
    const guarded = new Set<string | symbol>(members);
    return new Proxy(target, {
      get(inner, name) {
        if (guarded.has(name) && current.getStore()?.open) throw new Error(MESSAGE);
        const value: unknown = Reflect.get(inner, name, inner);
        // Bound to the original, because a proxy has no access to private fields.
        return typeof value === "function" ? value.bind(inner) : value;
      },
    });
  }

  /** The guarded database. It marks the callbacks of its transactions. */
  function track(db: Database): Database {
    const begin = db.transaction.bind(db);
    db.transaction = (callback, config) =>
      begin((tx) => {
        // Closed after the callback, because work that was started in it and goes on may use `db` again.
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
