import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";

import { createDatabase } from "#db/create-database.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { drivers, testDatabaseOptions } from "#tests/support/database.ts";

import { runScript } from "./processes/run.ts";

let handle: DatabaseHandle | undefined;
afterEach(async () => {
  await handle?.close();
  handle = undefined;
});

describe.each(drivers)("Migrations (%s)", (driver) => {
  const empty = () => testDatabaseOptions(driver, "template0");

  test("are pending until they are applied, and applying them again changes nothing", async () => {
    handle = await createDatabase(await empty());
    expect(await handle.pendingMigrations()).toContain("0000_foundation");
    await handle.migrate();
    expect(await handle.pendingMigrations()).toEqual([]);
    await handle.migrate();
    const { rows } = await handle.db.execute<{ hash: string }>(
      sql`select hash from drizzle.__drizzle_migrations`,
    );
    expect(new Set(rows.map((row) => row.hash)).size).toBe(rows.length);
  });

  test("that fail are rolled back", async () => {
    const folder = mkdtempSync(join(tmpdir(), "chat-migrations-"));
    try {
      cpSync(join(process.cwd(), "db/migrations"), folder, { recursive: true });
      const first = join(folder, "0000_foundation.sql");
      writeFileSync(
        first,
        `${readFileSync(first, "utf8")}\n--> statement-breakpoint\nselect no_such_column;`,
      );
      handle = await createDatabase({ ...(await empty()), migrationsFolder: folder });
      await expect(handle.migrate()).rejects.toThrow("no_such_column");
      expect(await handle.pendingMigrations()).toContain("0000_foundation");
      const { rows } = await handle.db.execute(sql`select 1 from pg_class where relname = 'conversations'`);
      expect(rows).toEqual([]);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test.skipIf(driver === "pglite")(
    "of four processes at the same time are applied once, and no process fails",
    async () => {
      const options = await empty();
      const scripts = [1, 2, 3, 4].map(() => runScript("migrate", JSON.stringify(options)));
      await Promise.all(scripts.map((script) => script.firstLine()));
      for (const { process } of scripts) process.stdin.end();
      const ends = await Promise.all(scripts.map((script) => script.ended));
      for (const end of ends) expect(end).toEqual({ code: 0, stderr: "" });
      handle = await createDatabase(options);
      expect(await handle.pendingMigrations()).toEqual([]);
      const { rows } = await handle.db.execute(sql`select hash from drizzle.__drizzle_migrations`);
      const journal = JSON.parse(
        readFileSync(join(process.cwd(), "db/migrations/meta/_journal.json"), "utf8"),
      );
      expect(rows).toHaveLength(journal.entries.length);
    },
  );
});
