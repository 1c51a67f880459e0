import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { requestStop } from "#db/queries/runs.ts";
import { runs } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { createLiveRun } from "#app/runs/live-run.ts";
import { createRunWriter, type RunWriter } from "#app/runs/writer.ts";
import { addRun, addUser } from "#tests/store/fixtures.ts";
import { openTestDatabase } from "#tests/support/database.ts";

let database: DatabaseHandle;
let writer: RunWriter;
beforeAll(async () => {
  database = await openTestDatabase("pglite");
  writer = createRunWriter(database.db, { notify: () => Promise.resolve() });
});
afterAll(async () => {
  writer.close();
  await database.close();
});

/** A live run with a row, known to the writer. */
async function addLiveRun() {
  const userId = await addUser(database.db);
  const run = createLiveRun({ id: await addRun(database.db, userId), user: { userId }, threadId: null });
  writer.add(run);
  return run;
}

test("a run goes on as long as its row is active", async () => {
  const run = await addLiveRun();
  run.append({ type: "progress_update", text: "Working" });
  await writer.flush(run);
  expect(run.signal.aborted).toBe(false);
});

test("a run whose row was deleted is stopped as lost", async () => {
  const run = await addLiveRun();
  await database.db.delete(runs).where(eq(runs.id, run.id));
  await writer.flush(run);
  expect(run.signal.reason).toBe("lost");
});

test("a run that another process has ended is stopped as lost", async () => {
  const run = await addLiveRun();
  await database.db.update(runs).set({ status: "interrupted" }).where(eq(runs.id, run.id));
  await writer.flush(run);
  expect(run.signal.reason).toBe("lost");
});

test("a run with a stop request is cancelled", async () => {
  const run = await addLiveRun();
  await requestStop(database.db, { userId: run.userId, id: run.id });
  await writer.flush(run);
  expect(run.signal.reason).toBe("cancelled");
});

test("a run that was moved to an account goes on as that user's run", async () => {
  const run = await addLiveRun();
  const userId = await addUser(database.db);
  await database.db.update(runs).set({ userId }).where(eq(runs.id, run.id));
  await writer.flush(run);
  expect([run.userId, run.signal.aborted]).toEqual([userId, false]);
});
