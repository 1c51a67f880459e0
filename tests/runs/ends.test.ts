import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "#db/ids.ts";
import { getMessage, upsertMessage } from "#db/queries/messages.ts";
import { runs } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { followRun } from "#app/runs/follow.ts";
import { startRuns, stopRuns } from "#app/runs/process.ts";
import { startRun } from "#app/runs/runs.ts";
import { addConversation, addUser, assistantMessage, toNewMessage } from "#tests/store/fixtures.ts";
import { openTestDatabase } from "#tests/support/database.ts";
import { loggedEvents } from "./two-machines.ts";

let database: DatabaseHandle;
beforeAll(async () => {
  database = await openTestDatabase("pglite");
});
afterAll(() => database.close());

const OPTIONS: ThreadStreamEvent = { type: "stream_options", stream_options: { allow_cancel: true } };

/** Starts a run that has these events and then waits until it is stopped. */
async function start(initial: ThreadStreamEvent[]) {
  const user = { userId: await addUser(database.db) };
  return startRun({
    maxAnswered: 5,
    id: newId("run"),
    user,
    kind: "threads.create",
    threadId: null,
    check: async () => ({
      async *events(signal) {
        yield* initial;
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    }),
  });
}

test.each([
  { name: "half an answer", initial: [OPTIONS], message: /What there is of it was kept/ },
  { name: "no event", initial: [], message: /send your message again/ },
])(
  "a process that stops after $name sends followers an error that allows a retry",
  async ({ initial, message }) => {
    await startRuns(database);
    const run = await start(initial);
    const signal = new AbortController().signal;
    const received = Array.fromAsync(followRun(database.db, { ...run, after: 0, signal }));
    await expect.poll(() => run.live?.since(0)).toHaveLength(initial.length);
    await stopRuns(0);
    const error = {
      type: "error",
      code: "custom",
      message: expect.stringMatching(message),
      allow_retry: true,
    };
    expect((await received).map(({ event }) => event)).toEqual([...initial, error]);
    expect((await loggedEvents(database, run.id)).map(({ event }) => event)).toEqual([...initial, error]);
    const [row] = await database.db.select().from(runs).where(eq(runs.id, run.id));
    expect(row?.status).toBe("interrupted");
  },
);

test("the stored part of an answer is marked as interrupted when its process stops", async () => {
  await startRuns(database);
  const userId = await addUser(database.db);
  const conversationId = await addConversation(database.db, userId);
  const [whole, half] = ["Whole.", "Hal"].map((text) => assistantMessage(conversationId, text));
  if (!whole || !half) throw new Error("no messages");
  const keep = (item: ThreadItem) =>
    upsertMessage(database.db, { userId, conversationId, message: toNewMessage(item) });
  const run = await startRun({
    maxAnswered: 5,
    id: newId("run"),
    user: { userId },
    kind: "threads.add_user_message",
    threadId: conversationId,
    check: async () => ({
      async *events(signal) {
        await keep(whole);
        yield { type: "thread.item.done", item: whole };
        yield { type: "thread.item.added", item: half };
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        await keep(half);
      },
    }),
  });
  await expect.poll(() => run.live?.snapshot().items).toHaveLength(1);
  await stopRuns(0);
  const states = [whole, half].map(async ({ id }) => {
    const message = await getMessage(database.db, { userId, conversationId, id });
    return message?.state;
  });
  expect(await Promise.all(states)).toEqual(["done", "interrupted"]);
});

test("a run whose conversation is deleted ends without an error event", async () => {
  await startRuns(database);
  const run = await start([OPTIONS]);
  const signal = new AbortController().signal;
  const received = Array.fromAsync(followRun(database.db, { ...run, after: 0, signal }));
  await database.db.delete(runs).where(eq(runs.id, run.id));
  expect((await received).map(({ event }) => event)).toEqual([OPTIONS]);
  await stopRuns(0);
});

test("a connection that is lost at the end of a complete answer doesn't interrupt it", async () => {
  const lost = new Set<string>();
  const flaky = new Proxy(database.db, {
    get(target, name) {
      // Progress is written in a transaction, the end by a statement.
      if (ending && (name === "transaction" || name === "execute") && !lost.has(name)) {
        lost.add(name);
        throw Object.assign(new Error("terminating connection"), { code: "57P01" });
      }
      return Reflect.get(target, name);
    },
  });
  let ending = false;
  await startRuns({ ...database, db: flaky });
  const user = { userId: await addUser(database.db) };
  const run = await startRun({
    maxAnswered: 5,
    id: newId("run"),
    user,
    kind: "threads.create",
    threadId: null,
    check: async () => ({
      async *events() {
        yield OPTIONS;
        ending = true;
      },
    }),
  });
  const { signal } = new AbortController();
  await Array.fromAsync(followRun(database.db, { ...run, after: 0, signal }));
  ending = false;
  const [row] = await database.db.select().from(runs).where(eq(runs.id, run.id));
  expect([[...lost], row?.status, row?.lastSeq]).toEqual([["execute"], "done", 1]);
  await stopRuns(0);
});
