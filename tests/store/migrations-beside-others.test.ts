import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { createDatabase, type DatabaseOptions } from "#db/create-database.ts";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { testDatabaseOptions } from "#tests/support/database.ts";

import { runScript } from "./processes/run.ts";

// A database that is in use is migrated: others read and write the table meanwhile.

const INDEX = `CREATE INDEX "user_name_idx" ON "user" USING btree ("name");`;
const COLUMN = `ALTER TABLE "user" ADD COLUMN "extra" text;`;

describe.each(["pg", "neon"] as const)("A migration of a database in use (%s)", (driver) => {
  let options: DatabaseOptions;
  let folder: string;
  const handles: DatabaseHandle[] = [];
  const open = async (more: Partial<DatabaseOptions> = {}) => {
    const handle = await createDatabase({ ...options, ...more });
    handles.push(handle);
    return handle;
  };
  beforeEach(async () => {
    options = await testDatabaseOptions(driver);
    folder = mkdtempSync(join(tmpdir(), "chat-migrations-"));
  });
  afterEach(async () => {
    for (const handle of handles.splice(0)) await handle.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The migrations, with one more. */
  function withMigration(text: string): { migrationsFolder: string } {
    cpSync(join(process.cwd(), "db/migrations"), folder, { recursive: true });
    writeFileSync(join(folder, "9999_more.sql"), text);
    const path = join(folder, "meta/_journal.json");
    const journal = JSON.parse(readFileSync(path, "utf8"));
    const when = journal.entries.at(-1).when + 1;
    journal.entries.push({ ...journal.entries.at(-1), idx: 9999, when, tag: "9999_more" });
    writeFileSync(path, JSON.stringify(journal));
    return { migrationsFolder: folder };
  }

  /** Leaves a transaction open until the returned function is called. */
  async function inTransaction(db: Database, statement: string): Promise<() => Promise<void>> {
    const began = Promise.withResolvers<void>();
    const end = Promise.withResolvers<void>();
    const done = db.transaction(async (tx) => {
      await tx.execute(statement);
      began.resolve();
      await end.promise;
    });
    await began.promise;
    return async () => {
      end.resolve();
      await done;
    };
  }

  /** Waits until a statement waits for a lock. */
  const waiting = (db: Database, like: string) =>
    vi.waitUntil(
      async () => {
        const { rows } = await db.execute(sql`
          select pid from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock' and query ilike ${like}`);
        return rows.length > 0;
      },
      { timeout: 20_000, interval: 50 },
    );
  const addUser = (db: Database, id: string) =>
    db.execute(sql`insert into "user" (id, name, email) values (${id}, 'U', ${`${id}@example.com`})`);
  const stateOf = async (db: Database) => {
    const { rows } = await db.execute(sql`
      select i.indisvalid as valid, (select count(*)::int from drizzle.pending_indexes) as pending
      from pg_index i where i.indexrelid = to_regclass('user_name_idx')`);
    return rows;
  };

  test("waits only shortly for a table, so that others don't wait behind it", async () => {
    const { db } = await open();
    const commit = await inTransaction(db, `select from "user"`);
    const migrating = (await open(withMigration(COLUMN))).migrate();
    await waiting(db, "alter table%");
    // It would have to wait until the transaction is over.
    await addUser(db, "ada");
    await commit();
    await migrating;
    expect((await db.execute(`select extra from "user"`)).rows).toEqual([{ extra: null }]);
  });

  test("builds an index while others write, and waits for those who began before", async () => {
    const { db } = await open();
    const commit = await inTransaction(
      db,
      `insert into "user" (id, name, email) values ('a', 'A', 'a@example.com')`,
    );
    const migrating = (await open(withMigration(INDEX))).migrate();
    await waiting(db, "create index%");
    await addUser(db, "ada");
    await commit();
    await migrating;
    expect(await stateOf(db)).toEqual([{ valid: true, pending: 0 }]);
  });

  test("goes on with an index whose building broke off", async () => {
    const { db } = await open();
    const commit = await inTransaction(
      db,
      `insert into "user" (id, name, email) values ('a', 'A', 'a@example.com')`,
    );
    const more = withMigration(INDEX);
    const broken = (await open(more)).migrate();
    broken.catch(() => undefined);
    await waiting(db, "create index%");
    await db.execute(sql`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and query ilike 'create index%'`);
    await expect(broken).rejects.toThrow("create index concurrently");
    await commit();
    expect(await stateOf(db)).toEqual([{ valid: false, pending: 1 }]);

    const again = await open(more);
    expect(await again.pendingMigrations()).toEqual([]);
    await again.migrate();
    expect(await stateOf(db)).toEqual([{ valid: true, pending: 0 }]);
  });

  test("by four processes at once builds the index once, and no process fails", async () => {
    const more = withMigration(`${COLUMN}--> statement-breakpoint\n${INDEX}`);
    const scripts = [1, 2, 3, 4].map(() => runScript("migrate", JSON.stringify({ ...options, ...more })));
    await Promise.all(scripts.map((script) => script.firstLine()));
    for (const { process } of scripts) process.stdin.end();
    const ends = await Promise.all(scripts.map((script) => script.ended));
    for (const end of ends) expect(end).toEqual({ code: 0, stderr: "" });
    expect(await stateOf((await open()).db)).toEqual([{ valid: true, pending: 0 }]);
  });
});
