import { setTimeout as delay } from "node:timers/promises";

import { sql } from "drizzle-orm";

import { hasCode } from "./lost-connection.ts";
import type { Database, Tx } from "./types.ts";

/*
 * Indexes of tables with data are built beside reads and writes (`create index concurrently`), which takes longer, can't
 * be part of a transaction, and leaves an invalid index behind when it fails. A migration lists them in
 * `drizzle.pending_indexes`; they are built after it, or at the next start if that doesn't come to it.
 */

const INDEX = /^\s*create index "([^"]+)" on "([^"]+)"/i;

/**
 * Which statements of a migration can wait until it is applied: indexes that guard nothing, of tables that were there
 * before.
 */
export function laterIndexes(statements: string[]): (statement: string) => boolean {
  const created = new Set(statements.map((each) => /^\s*create table "([^"]+)"/i.exec(each)?.[1]));
  return (statement) => {
    const [, , table] = INDEX.exec(statement) ?? [];
    return table !== undefined && !created.has(table);
  };
}

/** Lists an index that is built later, in the migration's transaction. */
export async function buildLater(tx: Tx, statement: string): Promise<void> {
  const [, name] = INDEX.exec(statement) ?? [];
  await tx.execute(sql`
    create table if not exists drizzle.pending_indexes
      (id serial primary key, name text not null unique, statement text not null)`);
  await tx.execute(sql`
    insert into drizzle.pending_indexes (name, statement) values (${name}, ${statement})
    on conflict (name) do update set statement = excluded.statement`);
}

const PAUSE_MS = 500;
/** Codes for what happens when two processes begin the same index: a deadlock, and names that exist. */
const ANOTHER_BUILDS = ["40P01", "42P07", "23505"];
const MAX_FAILURES = 20;

/** Builds the listed indexes. One that another process builds is waited for. */
export async function buildIndexes(db: Database): Promise<void> {
  const list = await db.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.pending_indexes') is not null as there`,
  );
  if (!list.rows[0]?.there) return;
  for (let failures = 0; ;) {
    const { rows } = await db.execute<{ name: string; statement: string; state: string }>(sql`
      select name, statement, case
        when exists (
          select from pg_stat_progress_create_index p where p.index_relid = to_regclass(quote_ident(name))
        ) then 'building'
        when i.indisvalid then 'valid' when i.indexrelid is not null then 'invalid' else 'missing' end as state
      from drizzle.pending_indexes left join pg_index i on i.indexrelid = to_regclass(quote_ident(name))
      order by id limit 1`);
    const [next] = rows;
    if (!next) return;
    const { name, statement, state } = next;
    if (state === "building") await delay(PAUSE_MS);
    else if (state === "valid") {
      await db.execute(sql`delete from drizzle.pending_indexes where name = ${name}`);
    } else {
      try {
        // What a process left that ended while it built.
        if (state === "invalid") {
          await db.execute(sql`drop index concurrently if exists ${sql.identifier(name)}`);
        }
        await db.execute(
          sql.raw(statement.replace(INDEX, 'create index concurrently if not exists "$1" on "$2"')),
        );
      } catch (error) {
        failures += 1;
        if (failures === MAX_FAILURES || !hasCode(error, ANOTHER_BUILDS)) throw error;
        await delay(PAUSE_MS * Math.random());
      }
    }
  }
}
