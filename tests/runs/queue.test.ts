import { getEventListeners } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { followRun } from "#app/runs/follow.ts";
import { startRuns, stopRuns } from "#app/runs/process.ts";
import { startRun, type RunHandle } from "#app/runs/runs.ts";
import { newId } from "#db/ids.ts";
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
    check: async () => ({
      threadId: threadId ?? (await addConversation(database.db, userId)),
      kind: "threads.add_user_message",
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
