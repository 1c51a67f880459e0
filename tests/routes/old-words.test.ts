import { afterAll, beforeAll, expect, test } from "vitest";
import { prune } from "#app/housekeeping.ts";
import { createDatabase } from "#db/create-database.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { allEvents, createThread, signUp, userInput, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { tablesWith } from "#tests/support/every-table.ts";

let app: AppProcess;
let database: DatabaseHandle;
let ada: Person;
beforeAll(async () => {
  const url = await createPostgresDatabase();
  app = await startApp({ env: { DATABASE_URL: url } });
  database = await createDatabase({ driver: "pg", url });
  ada = await signUp(app.url);
});
afterAll(async () => {
  await app.stop();
  await database.close();
});

const inAnHour = () => new Date(Date.now() + 60 * 60_000);

/** Sends a message, then edits it. */
async function edit(before: string, after: string, meanwhile?: (threadId: string) => Promise<unknown>) {
  const created = await allEvents(await ada.chatkit(createThread(before)));
  const threadId = created.flatMap((event) => (event.type === "thread.created" ? event.thread.id : []))[0];
  const itemId = created.flatMap((event) =>
    event.type === "thread.item.done" && event.item.type === "user_message" ? event.item.id : [],
  )[0];
  await meanwhile?.(threadId ?? "");
  const params = { thread_id: threadId, item_id: itemId, input: userInput(after) };
  await allEvents(await ada.chatkit({ type: "threads.retry_after_item", params }));
  return database.db.execute(`select title from conversations where id = '${threadId}'`);
}

test("an edit leaves a title of the user's own as it is", async () => {
  const rename = (threadId: string) =>
    ada.chatkit({ type: "threads.update", params: { thread_id: threadId, title: "Wives" } });
  const { rows } = await edit("Tell me about Aspasia", "Tell me about Phryne", rename);
  expect(rows).toEqual([{ title: "Wives" }]);
});

// Last, because client secrets are an hour older then, too.
test("the old words of an edited message are only in its version any more after an hour", async () => {
  const { rows } = await edit("Tell me about Xanthippe", "Tell me about Diotima");
  expect(rows).toEqual([{ title: "Tell me about Diotima" }]);
  await prune(database.db, inAnHour());
  expect(await tablesWith(database.db, "Xanthippe")).toEqual({ messages: expect.any(Number) });
  expect(await tablesWith(database.db, "Diotima")).toMatchObject({ conversations: 1, messages: 1 });
});
