import type * as FileSystem from "node:fs";
import { fsyncSync, mkdtempSync, readdirSync, readlinkSync, realpathSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { expect, onTestFinished, test, vi } from "vitest";

vi.mock("node:fs", async (original) => {
  const fs = await original<typeof FileSystem>();
  return {
    ...fs,
    fsyncSync: vi.fn<typeof fs.fsyncSync>(fs.fsyncSync),
    renameSync: vi.fn<typeof fs.renameSync>(fs.renameSync),
  };
});

test("a new database is on the disk before it has its name", async () => {
  vi.resetModules();
  const { placeEmptyCluster } = await import("#db/drivers/empty-cluster.ts");
  const dataDir = realpathSync(mkdtempSync(join(tmpdir(), "chat-test-")));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const synced: string[] = [];
  vi.mocked(fsyncSync).mockImplementation((file) => {
    synced.push(readlinkSync(`/proc/self/fd/${file}`));
  });
  const folder = join(dataDir, "pglite");
  let named: string[] = [];
  vi.mocked(renameSync).mockImplementationOnce((from) => {
    const files = readdirSync(from, { recursive: true, encoding: "utf8" });
    named = [from.toString(), ...files.map((file) => join(from.toString(), file))];
    expect(synced.toSorted()).toEqual(named.toSorted());
  });
  placeEmptyCluster(folder);
  expect(named).toContain(join(dataDir, "pglite.partial/PG_VERSION"));
  expect(synced.at(-1), "with its name").toBe(dataDir);
});

test("what the embedded database has acknowledged is on the disk", async () => {
  // Other files of tests have loaded the modules.
  vi.resetModules();
  const { createDatabase } = await import("#db/create-database.ts");
  const dataDir = mkdtempSync(join(tmpdir(), "chat-test-"));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const { db, migrate, close } = await createDatabase({ driver: "pglite", dataDir });
  onTestFinished(close);
  await migrate();
  const synced: string[] = [];
  vi.mocked(fsyncSync).mockImplementation((file) => {
    synced.push(readlinkSync(`/proc/self/fd/${file}`));
  });
  await db.execute(sql`insert into "user" (id, name, email) values ('u1', 'U', 'u@example.com')`);
  expect(synced).toEqual([expect.stringContaining("pglite/pg_wal/")]);
  await db.execute(sql`select * from "user"`);
  expect(synced, "after reading").toHaveLength(1);
  await db.execute(sql`checkpoint`);
  expect(synced.slice(1).some((file) => file.includes("pglite/base/"))).toBe(true);
});
