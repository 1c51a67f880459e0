import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listRunEvents, requestStop } from "#db/queries/runs.ts";
import { runs } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { assistant } from "#app/chatkit/testing/harness.ts";
import { createLiveRun, type LiveRun } from "#app/runs/live-run.ts";
import { snapshotOf, writtenSnapshot } from "#app/runs/partial-answer.ts";
import { createRunWriter, type RunWriter } from "#app/runs/writer.ts";
import { addRun, addUser } from "#tests/store/fixtures.ts";
import { openTestDatabase } from "#tests/support/database.ts";

let database: DatabaseHandle;
let writer: RunWriter;
beforeAll(async () => {
  database = await openTestDatabase("pglite");
  writer = createRunWriter(database.db, { notify: false });
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

const stored = async ({ id }: LiveRun) => (await database.db.select().from(runs).where(eq(runs.id, id)))[0];

/** How many events are in the run's log. */
const logged = async ({ id, userId }: LiveRun) =>
  (await listRunEvents(database.db, { userId, id, after: 0 }))?.events.length;

const begin: ThreadStreamEvent = { type: "thread.item.added", item: assistant("msg_1", "") };
const say = (delta: string): ThreadStreamEvent => ({
  type: "thread.item.updated",
  item_id: "msg_1",
  update: { type: "assistant_message.content_part.text_delta", content_index: 0, delta },
});

test("a run goes on as long as its row is active", async () => {
  const run = await addLiveRun();
  run.append({ type: "progress_update", text: "Working" });
  writer.touch(run);
  await expect.poll(() => stored(run)).toMatchObject({ lastSeq: 1 });
  expect(run.signal.aborted).toBe(false);
});

test("a run whose row was deleted is stopped as lost", async () => {
  const run = await addLiveRun();
  await database.db.delete(runs).where(eq(runs.id, run.id));
  writer.touch(run);
  await expect.poll(() => run.signal.reason).toBe("lost");
});

test("a run that another process has ended is stopped as lost", async () => {
  const run = await addLiveRun();
  await database.db.update(runs).set({ status: "interrupted" }).where(eq(runs.id, run.id));
  writer.touch(run);
  await expect.poll(() => run.signal.reason).toBe("lost");
});

test("a run with a stop request is cancelled", async () => {
  const run = await addLiveRun();
  await requestStop(database.db, { userId: run.userId, id: run.id });
  writer.touch(run);
  await expect.poll(() => run.signal.reason).toBe("cancelled");
});

test("a run that was moved to an account goes on as that user's run", async () => {
  const run = await addLiveRun();
  const userId = await addUser(database.db);
  await database.db.update(runs).set({ userId }).where(eq(runs.id, run.id));
  writer.touch(run);
  await expect.poll(() => run.userId).toBe(userId);
  expect(run.signal.aborted).toBe(false);
});

test("what a dead process has written of an answer is its snapshot, which is seldom, and the events since then", async () => {
  const run = await addLiveRun();
  run.append(begin);
  writer.touch(run);
  await expect.poll(() => stored(run)).toMatchObject({ lastSeq: 1, snapshot: { seq: 1 } });
  for (const word of ["Once ", "upon ", "a time"]) {
    run.append(say(word));
    writer.touch(run);
    await expect.poll(() => logged(run)).toBe(run.since(0).length);
  }
  const row = await stored(run);
  if (!row) throw new Error("no run");
  expect(row.lastSeq, "the row is written seldom").toBe(1);
  expect(snapshotOf(row).seq).toBe(1);
  expect(await writtenSnapshot(database.db, row)).toEqual(run.snapshot());
  expect(JSON.stringify(run.snapshot().items)).toContain("Once upon a time");
});

test("a snapshot is written again when an item begins or ends, with what the others have grown to", async () => {
  const run = await addLiveRun();
  const write = async (...events: ThreadStreamEvent[]) => {
    for (const event of events) run.append(event);
    writer.touch(run);
    await expect.poll(() => logged(run)).toBe(run.lastSeq);
    return stored(run);
  };
  await write(begin, say("Once "));
  expect(await write(say("upon"))).toMatchObject({ lastSeq: 2, snapshot: { seq: 2 } });
  const second = { type: "thread.item.added", item: assistant("msg_2", "") } as const;
  const row = await write(say(" a time"), second, say("."));
  expect(row?.snapshot).toEqual({ seq: 6, items: run.snapshot().items });
  expect(JSON.stringify(row?.snapshot)).toContain("Once upon a time.");
  const done = await write({ type: "thread.item.done", item: assistant("msg_1", "Once upon a time.") });
  expect(done?.snapshot).toMatchObject({ seq: 7, items: [{ id: "msg_2" }] });
});

test("the end of a run is written with its last events, once, and no other write comes after it", async () => {
  const run = await addLiveRun();
  run.append(begin);
  run.append(say("Yes."));
  writer.touch(run);
  const end = { status: "done", endReason: null, usage: undefined } as const;
  await writer.end(run, end);
  await writer.end(run, { ...end, status: "failed" });
  const row = await stored(run);
  expect(row).toMatchObject({ status: "done", lastSeq: 2, snapshot: null });
  const log = await listRunEvents(database.db, { userId: run.userId, id: run.id, after: 0 });
  expect(log?.events.map(({ seq }) => seq)).toEqual([1, 2]);
  writer.remove(run);
});
