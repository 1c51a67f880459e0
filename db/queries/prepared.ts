import { sql, type Param } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

import type { Database, Tx } from "../types.ts";

/**
 * A query that every page sends. To put it together costs more than to send it, so `build` does that once for
 * a database, with a `slot` for each value that changes.
 *
 * `prepare` is given an empty name: a named statement would live in one of the server's connections, and a
 * pooler hands out another one each time.
 */
export function prepared<Query>(build: (db: Database | Tx) => Query): (db: Database | Tx) => Query {
  const built = new WeakMap<object, Query>();
  return (db) => {
    const known = built.get(db);
    if (known) return known;
    const query = build(db);
    built.set(db, query);
    return query;
  };
}

/** Where a prepared query's value goes; it is encoded as the column's values are (see storable.ts). */
export const slot = (name: string, column: PgColumn): Param => sql.param(sql.placeholder(name), column);
