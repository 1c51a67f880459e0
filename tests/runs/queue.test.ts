import { getEventListeners } from "node:events";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { followRun } from "#app/runs/follow.ts";
import { startRuns, stopRuns } from "#app/runs/process.ts";
import { startRun, type RunHandle } from "#app/runs/runs.ts";
import type { CheckedTurn } from "#app/runs/run-options.ts";
import { newId } from "#db/ids.ts";
import { runs } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { addConversation, addUser } from "#tests/store/fixtures.ts";
import { openTestDatabase } from "#tests/support/database.ts";

let database: DatabaseHandle;
let userId: string;
beforeAll(async () => {
  database = await openTestDatabase("pglite");
  await startRuns(database);
  userId = await addUser(database.db);
});
afterAll(async () => {
  await stopRuns(0);
  await database.close();
});

/** Starts a run that ends when `until` resolves. */
const start = async (until: Promise<void>, threadId?: string) =>
  startRun({
    id: newId("run"),
    user: { userId },
    maxAnswered: 5,
    kind: "threads.add_user_message",
    threadId: threadId ?? (await addConversation(database.db, userId)),
    check: async () => ({
      async *events(): AsyncGenerator<ThreadStreamEvent> {
        await until;
        yield { type: "progress_update", text: "Done" };
      },
    }),
  });

async function ended({ id }: RunHandle): Promise<void> {
  const { signal } = new AbortController();
  for await (const _ of followRun(database.db, { id, userId, after: 0, signal }));
}

test("a queued run listens for its stop once, however often it tries to start", async () => {
  const threadId = await addConversation(database.db, userId);
  const first = Promise.withResolvers<void>();
  const running = await start(first.promise, threadId);
  const queued = await start(Promise.resolve(), threadId);
  const listeners = () => (queued.live ? getEventListeners(queued.live.signal, "abort").length : undefined);
  // A queued run tries to start whenever another one ends.
  for (let n = 0; n < 5; n++) await ended(await start(Promise.resolve()));
  expect(listeners()).toBe(1);
  first.resolve();
  await Promise.all([ended(running), ended(queued)]);
  expect(listeners()).toBe(0);
});

test("a run whose turn is refused is taken back, unless it is a repeat of one that isn't", async () => {
  const threadId = await addConversation(database.db, userId);
  const idempotencyKey = newId("key");
  const send = (check: () => Promise<CheckedTurn>) =>
    startRun({
      id: newId("run"),
      user: { userId },
      maxAnswered: 5,
      kind: "threads.add_user_message",
      threadId,
      idempotencyKey,
      check,
    });
  const refuse = () => Promise.reject(new Error("It is locked."));
  const count = () => database.db.$count(runs, eq(runs.conversationId, threadId));
  await expect(send(refuse)).rejects.toThrow("It is locked.");
  expect(await count()).toBe(0);
  const first = await send(async () => ({
    async *events() {
      yield { type: "progress_update", text: "Done" } as const;
    },
  }));
  await ended(first);
  expect(await send(refuse)).toMatchObject({ id: first.id, created: false });
  expect(await count()).toBe(1);
});
