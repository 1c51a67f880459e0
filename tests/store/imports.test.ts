import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { prune } from "#app/housekeeping.ts";
import { newId } from "#db/ids.ts";
import {
  beginImport,
  dropImport,
  endImport,
  findLatestImport,
  writeImportProgress,
} from "#db/queries/imports.ts";
import { moveUserData } from "#db/queries/users.ts";
import { type ImportOutcome, imports, user } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { addUser, onEveryDriver } from "./fixtures.ts";

const silenceMs = 30_000;
const done: ImportOutcome = {
  kind: "done",
  report: { created: 2, restored: 0, present: 0, skippedCount: 0, imported: [], skipped: [] },
};

/** Begins an import of the user. Undefined when another one is running. */
async function begin(db: Database, userId: string) {
  const key = { userId, id: newId("imp") };
  return (await beginImport(db, { ...key, silenceMs })) ? key : undefined;
}

async function begun(db: Database, userId: string) {
  const key = await begin(db, userId);
  if (!key) throw new Error("another import is running");
  return key;
}

const latest = (db: Database, userId: string) => findLatestImport(db, { userId, silenceMs });

/** Lets the process of an import be silent for some time. */
const silence = (db: Database, id: string, minutes: number) =>
  db
    .update(imports)
    .set({ updatedAt: sql`clock_timestamp() - ${minutes} * interval '1 minute'` })
    .where(eq(imports.id, id));

onEveryDriver("Imports", (db) => {
  test("show how far they are, and how they ended", async () => {
    const userId = await addUser(db());
    expect(await latest(db(), userId)).toBeUndefined();
    const key = await begun(db(), userId);
    expect(await writeImportProgress(db(), { ...key, done: 1, total: 2 })).toBe(true);
    expect(await latest(db(), userId)).toEqual({ done: 1, total: 2, outcome: null });
    await endImport(db(), { ...key, done: 2, total: 2, outcome: done });
    expect(await latest(db(), userId)).toEqual({ done: 2, total: 2, outcome: done });
    expect(await writeImportProgress(db(), { ...key, done: 1, total: 2 })).toBe(false);
  });

  test("are one at a time for a user, also when several begin at once", async () => {
    const [ada, eve] = [await addUser(db()), await addUser(db())];
    const keys = await Promise.all(Array.from({ length: 5 }, () => begin(db(), ada)));
    const [key, ...others] = keys.filter((each) => each !== undefined);
    expect(others).toEqual([]);
    expect(await begin(db(), eve)).toBeDefined();
    await dropImport(db(), key ?? { userId: "", id: "" });
    expect(await latest(db(), ada)).toBeUndefined();
    expect(await begin(db(), ada)).toBeDefined();
  });

  test("are nothing to other users, whatever they know", async () => {
    const [ada, eve] = [await addUser(db()), await addUser(db())];
    const { id } = await begun(db(), ada);
    const theirs = { userId: eve, id };
    expect(await latest(db(), eve)).toBeUndefined();
    expect(await writeImportProgress(db(), { ...theirs, done: 9, total: 9 })).toBe(false);
    await endImport(db(), { ...theirs, done: 9, total: 9, outcome: done });
    await dropImport(db(), theirs);
    expect(await latest(db(), ada)).toEqual({ done: 0, total: 0, outcome: null });
  });

  test("whose process is silent count as interrupted, and let another one begin", async () => {
    const userId = await addUser(db());
    const dead = await begun(db(), userId);
    await writeImportProgress(db(), { ...dead, done: 1, total: 2 });
    await silence(db(), dead.id, 1);
    expect(await latest(db(), userId)).toEqual({ done: 1, total: 2, outcome: { kind: "interrupted" } });
    const next = await begun(db(), userId);
    expect(await latest(db(), userId)).toEqual({ done: 0, total: 0, outcome: null });
    // The process was only slow.
    expect(await writeImportProgress(db(), { ...dead, done: 2, total: 2 })).toBe(false);
    await endImport(db(), { ...dead, done: 2, total: 2, outcome: done });
    const [row] = await db().select().from(imports).where(eq(imports.id, dead.id));
    expect(row?.outcome).toEqual({ kind: "interrupted" });
    expect(await writeImportProgress(db(), { ...next, done: 1, total: 2 })).toBe(true);
  });

  test("are kept for a day, and at most five of a user", async () => {
    const [ada, eve] = [await addUser(db()), await addUser(db())];
    const ids: string[] = [];
    for (let count = 0; count < 7; count += 1) {
      const key = await begun(db(), ada);
      await endImport(db(), { ...key, done: 2, total: 2, outcome: done });
      ids.push(key.id);
    }
    const old = await begun(db(), eve);
    const kept = async () => {
      const rows = await db().select({ id: imports.id }).from(imports).where(eq(imports.userId, ada));
      return rows.map(({ id }) => id).toSorted();
    };
    expect(await kept()).toEqual(ids.slice(2));
    await silence(db(), old.id, 25 * 60);
    await silence(db(), ids[3] ?? "", 25 * 60);
    await silence(db(), ids[4] ?? "", 23 * 60);
    await prune(db());
    expect(await kept()).toEqual(ids.filter((_, at) => at >= 2 && at !== 3));
    expect(await latest(db(), eve)).toBeUndefined();
  });

  test("of a guest move to the account; one that runs is interrupted there", async () => {
    const [guest, account] = [await addUser(db(), true), await addUser(db())];
    const own = await begun(db(), account);
    const ended = await begun(db(), guest);
    await endImport(db(), { ...ended, done: 2, total: 2, outcome: done });
    const running = await begun(db(), guest);
    await moveUserData(db(), { fromUserId: guest, toUserId: account });
    await db().delete(user).where(eq(user.id, guest));
    const rows = await db().select().from(imports).where(eq(imports.userId, account));
    expect(Object.fromEntries(rows.map(({ id, outcome }) => [id, outcome?.kind]))).toEqual({
      [own.id]: undefined,
      [ended.id]: "done",
      [running.id]: "interrupted",
    });
    expect(await writeImportProgress(db(), { ...running, done: 1, total: 2 })).toBe(false);
  });
});
