import { sql, type Param } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";

import type { Database, Tx } from "../types.ts";

/**
 * A query that is built once per database, with a `slot` for each parameter. For queries of every page, building
 * costs more than sending.
 *
 * Call `prepare` with an empty name: a named statement belongs to one connection of the server, and a pooler may
 * use another one each time.
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

/** The placeholder of a parameter, which is encoded like the values of the column. */
export const slot = (name: string, column: PgColumn): Param => sql.param(sql.placeholder(name), column);
