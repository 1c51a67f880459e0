import { sql } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import * as schema from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** Rows of one statement. */
const BATCH = 500;

/** All tables, each after those that it refers to, so that rows can be added in this order. */
export function tablesInOrder(): string[] {
  const tables = Object.values(schema).flatMap((value) =>
    value instanceof PgTable ? [getTableConfig(value)] : [],
  );
  const left = new Map(
    tables.map(({ name, foreignKeys }) => [
      name,
      new Set(
        foreignKeys
          .map((key) => getTableConfig(key.reference().foreignTable).name)
          .filter((other) => other !== name),
      ),
    ]),
  );
  const order: string[] = [];
  while (left.size > 0) {
    const next = [...left].find(([, needs]) => [...needs].every((other) => order.includes(other)));
    if (!next) throw new Error(`tables refer to each other in a circle: ${[...left.keys()].join(", ")}`);
    order.push(next[0]);
    left.delete(next[0]);
  }
  return order;
}

/**
 * Reads all tables as they are at one moment, while others go on writing.
 *
 * @param read gets the table's rows as JSON, a batch at a time
 */
export async function readWholeDatabase(
  db: Database,
  read: (table: string, batches: AsyncGenerator<string[]>) => Promise<void>,
): Promise<void> {
  await db.transaction(
    async (tx) => {
      for (const table of tablesInOrder()) await read(table, rowsOf(tx, table));
    },
    { isolationLevel: "repeatable read", accessMode: "read only" },
  );
}

async function* rowsOf(tx: Tx, table: string): AsyncGenerator<string[]> {
  await tx.execute(
    sql`declare backup_rows no scroll cursor for select to_jsonb(one)::text as row from ${sql.identifier(table)} as one`,
  );
  for (;;) {
    const { rows } = await tx.execute<{ row: string }>(sql`fetch ${sql.raw(String(BATCH))} from backup_rows`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await tx.execute(sql`close backup_rows`);
}

/** Whether nobody has signed up here, not even a guest. */
async function isDatabaseUnused(db: Database | Tx): Promise<boolean> {
  return (await db.$count(schema.user)) === 0;
}

/**
 * Fills an unused database, all or nothing. What its start has written, such as keys, is replaced.
 *
 * @param rowsOfTable the rows of a table as JSON
 * @returns the number of rows; undefined when the database is in use
 */
export async function fillDatabase(
  db: Database,
  rowsOfTable: (table: string) => AsyncIterable<string> | undefined,
): Promise<number | undefined> {
  return db.transaction(async (tx) => {
    if (!(await isDatabaseUnused(tx))) return undefined;
    const tables = tablesInOrder();
    await tx.execute(
      sql`truncate ${sql.join(
        tables.map((name) => sql.identifier(name)),
        sql`, `,
      )}`,
    );
    let count = 0;
    for (const table of tables) {
      let batch: string[] = [];
      const write = async () => {
        if (batch.length === 0) return;
        const name = sql.identifier(table);
        await tx.execute(
          sql`insert into ${name} select * from jsonb_populate_recordset(null::${name}, ${`[${batch.join(",")}]`}::jsonb)`,
        );
        count += batch.length;
        batch = [];
      };
      for await (const row of rowsOfTable(table) ?? []) {
        batch.push(row);
        if (batch.length >= BATCH) await write();
      }
      await write();
    }
    return count;
  });
}

/** The keys of all files that are stored, once each. */
export async function storageKeys(db: Database): Promise<string[]> {
  const { rows } = await db.execute<{ storage_key: string }>(
    sql`select distinct storage_key from attachments where stored_at is not null order by 1`,
  );
  return rows.map(({ storage_key: key }) => key);
}
