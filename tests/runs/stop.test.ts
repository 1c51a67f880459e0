import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { runs } from "#db/schema/index.ts";
import { addMessage, createThread, json } from "#tests/support/api-client.ts";
import type { Thread } from "#app/chatkit/protocol/threads.ts";
import { at, EXPLICIT, send, storedItems, twoMachines, untilRun } from "./two-machines.ts";

const machines = twoMachines();

/** A run that has answered "Once upon a time" so far. */
async function begun(headers: Record<string, string> = {}) {
  const { ada, model } = machines();
  const reading = await send(ada, createThread("Tell me a story"), headers);
  const dictation = await model.next();
  dictation.say("Once upon a time");
  await reading.until("Once upon a time");
  return { reading, dictation };
}

const STOPPED = [
  { type: "user_message", text: "Tell me a story" },
  { type: "assistant_message", text: "Once upon a time" },
  { type: "sdk_hidden_context" },
];

test("a disconnect of a client without run control cancels: the partial answer is kept, with a hidden note for the model", async () => {
  const { ada, database } = machines();
  const { reading, dictation } = await begun();
  reading.drop();
  await dictation.hungUp;
  await untilRun(database, reading.runId, { status: "cancelled" });
  expect(await storedItems(database, reading.threadId())).toMatchObject(STOPPED);
  const body = { type: "threads.get_by_id", params: { thread_id: reading.threadId() } };
  const { items } = await json<Thread>(await ada.chatkit(body));
  expect(items.data.map(({ type }) => type)).toEqual(["user_message", "assistant_message"]);
});

test("of a run that is cancelled before its answer, only the message is kept", async () => {
  const { ada, model, database } = machines();
  const reading = await send(ada, createThread("Tell me a story"));
  await reading.until("stream_options");
  const dictation = await model.next();
  reading.drop();
  await dictation.hungUp;
  await untilRun(database, reading.runId, { status: "cancelled" });
  const items = await storedItems(database, reading.threadId());
  expect(items.map(({ type }) => type)).toEqual(["user_message", "sdk_hidden_context"]);
});

test("a disconnect of a client with run control leaves its run active", async () => {
  const { database } = machines();
  const { reading, dictation } = await begun(EXPLICIT);
  reading.drop();
  dictation.say(" there was more.");
  dictation.finish();
  await untilRun(database, reading.runId, { status: "done" });
  expect(await storedItems(database, reading.threadId())).toMatchObject([
    { type: "user_message" },
    { type: "assistant_message", text: "Once upon a time there was more.", state: "done" },
  ]);
});

test.each([
  ["its id", "here"],
  ["its id", "there"],
  ["the key it was sent with", "here"],
  ["the key it was sent with", "there"],
] as const)("a run is stopped by %s, %s", async (name, where) => {
  const all = machines();
  const key = crypto.randomUUID();
  const { reading, dictation } = await begun({ ...EXPLICIT, "idempotency-key": key });
  const id = name === "its id" ? reading.runId : key;
  const response = await at(all[where], all.ada).api(`/api/chatkit/runs/${id}/stop`, { method: "POST" });
  expect(response.status).toBe(202);
  // Whoever loads the conversation now finds it ended, wherever the run was.
  const [run] = await all.database.db.select().from(runs).where(eq(runs.id, reading.runId));
  expect(run?.status).toBe("cancelled");
  await dictation.hungUp;
  expect((await reading.rest()).at(-1)?.type).not.toBe("error");
  await untilRun(all.database, reading.runId, { status: "cancelled" });
  expect(await storedItems(all.database, reading.threadId())).toMatchObject(STOPPED);
});

test("a message that is stopped in the queue is never stored", async () => {
  const { ada, database } = machines();
  const { reading, dictation } = await begun(EXPLICIT);
  const waiting = await send(ada, addMessage(reading.threadId(), "Never mind"), EXPLICIT);
  await ada.api(`/api/chatkit/runs/${waiting.runId}/stop`, { method: "POST" });
  expect(await waiting.rest()).toEqual([]);
  dictation.finish();
  await reading.rest();
  await untilRun(database, waiting.runId, { status: "cancelled", acceptedAt: null });
  const items = await storedItems(database, reading.threadId());
  expect(items.map(({ text }) => text)).toEqual(["Tell me a story", "Once upon a time"]);
});

test("deleting a conversation stops its run", async () => {
  const { ada } = machines();
  const { reading, dictation } = await begun(EXPLICIT);
  await ada.chatkit({ type: "threads.delete", params: { thread_id: reading.threadId() } });
  await dictation.hungUp;
  await expect(reading.rest()).resolves.toEqual(expect.any(Array));
});

test("stopping an ended run changes nothing", async () => {
  const { ada, database } = machines();
  const { reading, dictation } = await begun();
  dictation.finish();
  await reading.rest();
  await untilRun(database, reading.runId, { status: "done" });
  const response = await ada.api(`/api/chatkit/runs/${reading.runId}/stop`, { method: "POST" });
  expect(response.status).toBe(202);
  await untilRun(database, reading.runId, { status: "done" });
});
