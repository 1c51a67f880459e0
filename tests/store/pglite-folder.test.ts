import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { eq } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";

import { createDatabase } from "#db/create-database.ts";
import { tasks } from "#db/schema/index.ts";

import { runScript } from "./processes/run.ts";

let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "chat-pglite-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const open = () => createDatabase({ driver: "pglite", dataDir });

test("a new folder begins as a copy of the build's cluster, which is migrated, also after a copy that was broken off", async () => {
  const identifiers = new Set<unknown>();
  for (const folder of ["one", "other"]) {
    const partial = join(dataDir, folder, "pglite.partial");
    mkdirSync(partial, { recursive: true });
    writeFileSync(join(partial, "PG_VERSION"), "18");
    const handle = await createDatabase({ driver: "pglite", dataDir: join(dataDir, folder) });
    expect(await handle.pendingMigrations()).toEqual([]);
    const { rows } = await handle.db.execute("select system_identifier from pg_control_system()");
    identifiers.add(rows[0]?.system_identifier);
    await handle.close();
    expect(existsSync(partial)).toBe(false);
  }
  // initdb makes another one each time.
  expect(identifiers.size).toBe(1);
});

test("a second process on the folder exits with a one-line message", async () => {
  const handle = await open();
  const second = await runScript("open", dataDir).ended;
  expect(second).toEqual({
    code: 1,
    stderr: `${dataDir} is in use by another process: stop it first (the app, or a seed, migrate or studio command), or set DATA_DIR to another folder.\n`,
  });
  await handle.close();
  const third = runScript("open", dataDir);
  third.process.stdin.end();
  expect(await third.ended).toEqual({ code: 0, stderr: "" });
});

test("a second handle in the same process is refused until the first is closed", async () => {
  const first = await open();
  await expect(open()).rejects.toThrow("is in use by another process");
  await first.ping();
  await first.close();
  await first.close();
  const next = await open();
  await next.ping();
  await next.close();
});

test("after a kill -9 during writes, the folder opens and contains every acknowledged row", async () => {
  const writer = runScript("write", dataDir);
  const acknowledged: string[] = [];
  for await (const id of writer.lines) {
    acknowledged.push(id);
    if (acknowledged.length === 200) writer.process.kill("SIGKILL");
  }
  await writer.ended;
  expect(writer.process.signalCode).toBe("SIGKILL");
  const handle = await open();
  expect(await handle.pendingMigrations()).toEqual([]);
  const found = await handle.db.select({ id: tasks.id }).from(tasks).where(eq(tasks.userId, "writer"));
  const ids = new Set(found.map((task) => task.id));
  expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
  expect(acknowledged.length).toBeGreaterThanOrEqual(200);
  await handle.close();
});

test("a process whose disk fails ends, instead of waiting for ever, and what was acknowledged is there", async () => {
  const failing = runScript("fail", dataDir);
  const said = await Array.fromAsync(failing.lines);
  expect(await failing.ended).toMatchObject({ code: 1 });
  expect(said).toEqual(["stored", expect.stringContaining("the embedded database has given up")]);
  const handle = await open();
  const { rows } = await handle.db.execute("select n from rows where n = 1");
  expect(rows).toEqual([{ n: 1 }]);
  await handle.close();
});
