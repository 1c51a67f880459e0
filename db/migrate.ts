import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";

import type { Database, Tx } from "./types.ts";

/** An arbitrary number that no other advisory lock of the app uses. */
const LOCK_KEY = 7_146_118_212;

export interface MigrateOptions {
  /** Default: `db/migrations` of the app. */
  migrationsFolder?: string | undefined;
}

/**
 * Applies the pending migrations in one transaction under an advisory lock, so that several processes can
 * start at the same time. Drizzle's own migrator takes no lock. The bookkeeping table is that of drizzle-kit.
 */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<void> {
  const migrations = readMigrations(options);
  if (missing(migrations, await appliedMigrations(db)).length === 0) return;
  await db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${sql.raw(String(LOCK_KEY))})`);
    await tx.execute(sql`create schema if not exists drizzle`);
    await tx.execute(
      sql`create table if not exists drizzle.__drizzle_migrations
          (id serial primary key, hash text not null, created_at bigint)`,
    );
    for (const migration of missing(migrations, await appliedMigrations(tx))) {
      for (const statement of migration.sql) {
        if (statement.trim() !== "") await tx.execute(sql.raw(statement));
      }
      await tx.execute(
        sql`insert into drizzle.__drizzle_migrations (hash, created_at)
            values (${migration.hash}, ${migration.folderMillis})`,
      );
    }
  });
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

/** Searches upwards from this file, which is `db/migrate.ts`, or `build/server/….js` in a build. */
function findMigrationsFolder(): string {
  for (const start of [import.meta.dirname, process.cwd()]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const candidate = join(folder, "db", "migrations");
      if (existsSync(join(candidate, "meta", "_journal.json"))) return candidate;
      if (folder === dirname(folder)) break;
    }
  }
  throw new Error("db/migrations was not found: start from the app's folder");
}
