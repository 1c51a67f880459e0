import { setTimeout as delay } from "node:timers/promises";

import { sql } from "drizzle-orm";

import type { Database } from "./types.ts";

/** When a table is due, as PostgreSQL's autovacuum has it by default: so many rows, and such a part of all. */
const DUE = { rows: 50, dead: 0.2, changed: 0.1, insertedRows: 1_000, inserted: 0.2 };
/** What it counts is lost when PGlite is closed. The size of a file tells most of what has happened since. */
const GROWN = { pages: 8, part: 0.1 };
/** Between two tables, for which everybody else waits. */
const PAUSE_MS = 20;

/**
 * What PostgreSQL's autovacuum does, for PGlite, which has none: the planner is told how large the tables have become, and
 * the space of old rows is used again. Without it, a search reads all messages once for each conversation, and the tables
 * of running answers grow with every word.
 *
 * @param options.isStopping ends it after a table
 * @returns the names of the tables that were due
 */
export async function vacuumDue(
  db: Database,
  { isStopping = () => false }: { isStopping?: () => boolean } = {},
): Promise<string[]> {
  const { rows } = await db.execute<{ name: string; is_dead: boolean }>(sql`
    select name, is_dead or is_grown as is_dead from (
      select format('%I.%I', counted.schemaname, counted.relname) as name,
        n_dead_tup > ${DUE.rows} + ${DUE.dead}::float8 * tuples
          or n_ins_since_vacuum > ${DUE.insertedRows} + ${DUE.inserted}::float8 * tuples as is_dead,
        n_mod_since_analyze > ${DUE.rows} + ${DUE.changed}::float8 * tuples as is_changed,
        abs(pages - relpages) > ${GROWN.pages} + ${GROWN.part}::float8 * relpages as is_grown
      from pg_stat_user_tables as counted join pg_class on pg_class.oid = counted.relid
      cross join lateral (
        select greatest(reltuples, 0) as tuples,
          pg_relation_size(counted.relid) / current_setting('block_size')::int as pages
      ) as size
    ) as tables where is_dead or is_changed or is_grown order by name`);
  const done: string[] = [];
  for (const { name, is_dead } of rows) {
    if (isStopping()) break;
    await db.execute(sql.raw(`${is_dead ? "vacuum (analyze)" : "analyze"} ${name}`));
    done.push(name);
    await delay(PAUSE_MS);
  }
  return done;
}
