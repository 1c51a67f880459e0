import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { checkpointDue } from "#db/checkpoint.ts";
import { createDatabase } from "#db/create-database.ts";
import type { Database } from "#db/types.ts";

const SEGMENT_MB = 16;

/** Writes 40 MB to the log. */
const write = async (db: Database) => {
  for (let megabytes = 0; megabytes < 40; megabytes += 1) {
    await db.execute(sql`select pg_logical_emit_message(false, 'test', repeat('x', 1024 * 1024))`);
  }
};

test("the embedded database's log doesn't grow for as long as the process lives", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "chat-test-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const database = await createDatabase({ driver: "pglite", dataDir });
  onTestFinished(() => database.close());
  const segments = () =>
    readdirSync(join(dataDir, "pglite/pg_wal")).filter((name) => name.length === 24).length;

  expect(await checkpointDue(database.db)).toBe(false);
  for (let round = 0; round < 8; round += 1) {
    await write(database.db);
    expect(await checkpointDue(database.db)).toBe(true);
    expect(await checkpointDue(database.db)).toBe(false);
  }
  expect(segments() * SEGMENT_MB).toBeLessThanOrEqual(128);
});
