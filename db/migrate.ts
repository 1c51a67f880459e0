import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";

import { buildIndexes, buildLater, laterIndexes } from "./build-indexes.ts";
import { findUpwards } from "./find-upwards.ts";
import { hasCode } from "./lost-connection.ts";
import type { Database, Tx } from "./types.ts";

/** An arbitrary number that no other advisory lock of the app uses. */
const LOCK_KEY = 7_146_118_212;

export interface MigrateOptions {
  /** Default: `db/migrations` of the app. */
  migrationsFolder?: string | undefined;
  /** Nobody else uses the database, and there is no second connection to build an index on. */
  hasOneConnection?: boolean;
}

/**
 * Applies the pending migrations, each in a transaction under an advisory lock, so that several processes can start at
 * the same time. Drizzle's own migrator takes no lock. The bookkeeping table is that of drizzle-kit.
 *
 * A database with data stays usable meanwhile: a migration waits only shortly for a table that others use, because
 * all who come later wait behind it, and tries again; and an index of a table that was there before is built
 * afterwards, beside reads and writes (see build-indexes.ts).
 *
 * @throws when a table stays in use for too long. What was migrated until then stays, and the next start goes on
 */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<void> {
  const migrations = readMigrations(options);
  const applied = await appliedMigrations(db);
  const pending = missing(migrations, applied);
  const isNew = applied.size === 0;
  // All or nothing, where there is nobody to wait for.
  if (isNew || options.hasOneConnection) await apply(db, pending, { lockTimeout: "0", later: () => false });
  else {
    await buildIndexes(db);
    for (const one of pending) {
      const how = { lockTimeout: LOCK_TIMEOUT, later: laterIndexes(one.sql) };
      await untilUnlocked(() => apply(db, [one], how));
      await buildIndexes(db);
    }
  }
}

/** @param how.later whether a statement is left for `buildIndexes` */
async function apply(
  db: Database,
  migrations: Migration[],
  how: { lockTimeout: string; later: (statement: string) => boolean },
): Promise<void> {
  if (migrations.length === 0) return;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(LOCK_KEY))})`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(
      sql`create table if not exists drizzle.__drizzle_migrations
          (id serial primary key, hash text not null, created_at bigint)`,
    );
    await tx.execute(sql.raw(`set local lock_timeout = '${how.lockTimeout}'`));
    for (const migration of missing(migrations, await appliedMigrations(tx))) {
      for (const statement of migration.sql) {
        if (statement.trim() === "") continue;
        if (how.later(statement)) await buildLater(tx, statement);
        else await tx.execute(sql.raw(statement));
      }
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at)
            values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
  });
}

/**
 * So long a migration waits for a table, and everybody who wants it later waits with it. Much shorter than the second after
 * which PostgreSQL looks for deadlocks and ends the one who looks: that would be somebody's request, when it has a table that
 * the migration waits for and waits itself for one that the migration has.
 */
const LOCK_TIMEOUT = "300ms";
const TRIES = 250;
const PAUSE_MS = 1_000;
/** PostgreSQL's codes for a lock that wasn't given in time, and for a deadlock with those who wait. */
const LOCKED = ["55P03", "40P01"];

async function untilUnlocked(work: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === TRIES || !hasCode(error, LOCKED)) throw error;
      await delay(PAUSE_MS);
    }
  }
}

/** The tag of the newest migration of this build. */
export function latestMigration(): string {
  return readMigrations({}).at(-1)?.tag ?? "";
}

/** Tags of the migrations that are not yet applied, in order. */
export async function pendingMigrations(db: Database, options: MigrateOptions = {}): Promise<string[]> {
  const migrations = readMigrations(options);
  return missing(migrations, await appliedMigrations(db)).map((migration) => migration.tag);
}

interface Migration {
  tag: string;
  hash: string;
  folderMillis: number;
  sql: string[];
}

function readMigrations(options: MigrateOptions): Migration[] {
  const migrationsFolder = options.migrationsFolder ?? findMigrationsFolder();
  const tags = readTags(migrationsFolder);
  return readMigrationFiles({ migrationsFolder }).map((migration, index) => ({
    tag: tags[index] ?? migration.hash,
    ...migration,
  }));
}

function readTags(folder: string): (string | undefined)[] {
  const journal: unknown = JSON.parse(readFileSync(join(folder, "meta/_journal.json"), "utf8"));
  const entries: unknown = journal instanceof Object && "entries" in journal ? journal.entries : undefined;
  if (!Array.isArray(entries)) return [];
  return entries.map((entry: unknown) =>
    entry instanceof Object && "tag" in entry ? String(entry.tag) : undefined,
  );
}

/** Identified by their timestamps in the journal, because a merged branch may add an older migration. */
function missing(migrations: Migration[], applied: Set<number>): Migration[] {
  return migrations.filter((migration) => !applied.has(migration.folderMillis));
}

async function appliedMigrations(db: Database | Tx): Promise<Set<number>> {
  const table = await db.execute<{ there: boolean }>(
    sql`select to_regclass('drizzle.__drizzle_migrations') is not null as there`,
  );
  if (!table.rows[0]?.there) return new Set();
  const applied = await db.execute<{ created_at: string | number }>(
    sql`select created_at from drizzle.__drizzle_migrations`,
  );
  return new Set(applied.rows.map((row) => Number(row.created_at)));
}

function findMigrationsFolder(): string {
  const journal = findUpwards("db/migrations/meta/_journal.json");
  if (!journal) throw new Error("db/migrations was not found: start from the app's folder");
  return join(dirname(journal), "..");
}
