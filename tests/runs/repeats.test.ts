import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { runs } from "#db/schema/index.ts";
import { addMessage, createThread, json, signUp, startThread } from "#tests/support/api-client.ts";
import { at, EXPLICIT, send, storedItems, twoMachines, untilRun } from "./two-machines.ts";

const machines = twoMachines();

const keyed = () => ({ ...EXPLICIT, "idempotency-key": crypto.randomUUID() });

/** A conversation with one finished answer. */
async function conversation(): Promise<string> {
  const { ada, model } = machines();
  const [thread] = await Promise.all([
    startThread(ada, "Tell me a story"),
    model.next().then((dictation) => dictation.answer("Well.")),
  ]);
  return thread;
}

test.each(["here", "there"] as const)("a send that is repeated %s gets the existing run", async (where) => {
  const all = machines();
  const { ada, model, database } = all;
  const headers = keyed();
  const first = await send(ada, createThread("Tell me a story"), headers);
  const dictation = await model.next();
  dictation.say("Once");
  await first.until("Once");
  const repeat = await send(at(all[where], ada), createThread("Tell me a story"), headers);
  expect(repeat.runId).toBe(first.runId);
  dictation.say(" upon a time");
  dictation.finish();
  expect(await repeat.rest()).toEqual(await first.rest());
  // The same after the end, even with another body: only the key identifies the send.
  await untilRun(database, first.runId, { status: "done" });
  const late = await send(at(all[where], ada), createThread("Something else"), headers);
  expect(await late.rest()).toEqual(first.events);
  expect(await storedItems(database, first.threadId())).toHaveLength(2);
});

test("of concurrent sends with one key, only one is executed", async () => {
  const all = machines();
  const { ada, model, database } = all;
  const headers = keyed();
  const people = [ada, at(all.there, ada)];
  const sends = Promise.all(
    Array.from({ length: 8 }, (_, n) => send(people[n % 2] ?? ada, createThread("Tell me"), headers)),
  );
  (await model.next()).answer("Well.");
  const readings = await sends;
  const [events] = await Promise.all(readings.map((reading) => reading.rest()));
  expect(new Set(readings.map(({ runId }) => runId)).size).toBe(1);
  for (const reading of readings) expect(reading.events).toEqual(events);
  const key = headers["idempotency-key"];
  expect(await database.db.$count(runs, eq(runs.idempotencyKey, key))).toBe(1);
});

test("the same key of two users names two sends", async () => {
  const { ada, here, model } = machines();
  const bob = await signUp(here.url);
  const headers = keyed();
  const one = await send(ada, createThread("Tell me"), headers);
  (await model.next()).answer("Well.");
  const other = await send(bob, createThread("Tell me"), headers);
  (await model.next()).answer("Well.");
  expect(other.runId).not.toBe(one.runId);
  await Promise.all([one.rest(), other.rest()]);
});

test("a repeat gets the existing run even if the request would be refused now", async () => {
  const { ada, model, database } = machines();
  const thread = await conversation();
  const headers = keyed();
  const first = await send(ada, addMessage(thread, "And then?"), headers);
  (await model.next()).answer("Well.");
  await first.rest();
  // The thread is locked now, so the message without a key is refused.
  await database.db.execute(
    `update conversations set status = '{"type":"locked"}'::jsonb where id = '${thread}'`,
  );
  expect((await ada.chatkit(addMessage(thread, "And then?"))).status).toBe(409);
  const repeat = await send(ada, addMessage(thread, "And then?"), headers);
  expect(await repeat.rest()).toEqual(first.events);
});

test("a run that died before it stored its message is executed again", async () => {
  const { ada, model, database } = machines();
  const headers = keyed();
  const dead = await send(ada, createThread("Tell me"), headers);
  (await model.next()).answer("Well.");
  await dead.rest();
  await untilRun(database, dead.runId, { status: "done" });
  const changes = { status: "interrupted" as const, acceptedAt: null };
  await database.db.update(runs).set(changes).where(eq(runs.id, dead.runId));
  const again = await send(ada, createThread("Tell me"), headers);
  (await model.next()).answer("Well.");
  await again.rest();
  expect(again.runId).not.toBe(dead.runId);
  expect(again.threadId()).not.toBe(dead.threadId());
  const third = await send(ada, createThread("Tell me"), headers);
  expect(third.runId).toBe(again.runId);
  await third.rest();
});

test("five messages can be queued behind an active answer; the next one is refused", async () => {
  const all = machines();
  const { ada, model, database } = all;
  const first = await send(ada, createThread("Tell me a story"), EXPLICIT);
  const dictation = await model.next();
  dictation.say("Once");
  await first.until("Once");
  const thread = first.threadId();
  const people = [ada, at(all.there, ada)];
  const waiting = [];
  for (let n = 1; n <= 5; n++) {
    waiting.push(
      await send(people[n % 2] ?? ada, addMessage(thread, `Number ${n}`), {
        ...EXPLICIT,
        "idempotency-key": `${thread} ${n}`,
      }),
    );
  }
  const seventh = await ada.chatkit(addMessage(thread, "Number 6"));
  expect(seventh.status).toBe(409);
  expect(await seventh.json()).toMatchObject({
    error: { code: "conflict" },
    message: expect.stringMatching(/still answering/),
  });
  // A repeat of a queued message is not queued again.
  const repeat = await send(ada, addMessage(thread, "Number 3"), { "idempotency-key": `${thread} 3` });
  expect(repeat.runId).toBe(waiting[2]?.runId);
  repeat.drop();
  // Queued messages are not stored yet.
  expect(await storedItems(database, thread)).toHaveLength(1);
  dictation.finish();
  for (let n = 1; n <= 5; n++) {
    const next = await model.next();
    next.answer(`Answer ${n}`);
  }
  await Promise.all(waiting.map((reading) => reading.rest()));
  const texts = (await storedItems(database, thread)).map(({ text }) => text);
  expect(texts.slice(2)).toEqual([1, 2, 3, 4, 5].flatMap((n) => [`Number ${n}`, `Answer ${n}`]));
  expect(await json(await ada.api(`/api/chatkit/threads/${thread}`))).not.toHaveProperty("active_run_id");
});

test("a client without keys that repeats a send before its answer is complete gets the existing run", async () => {
  const { ada, model } = machines();
  const headers = { ...EXPLICIT, "chatkit-frame-instance-id": crypto.randomUUID() };
  const first = await send(ada, createThread("List my stories"), headers);
  const dictation = await model.next();
  dictation.say("Once");
  await first.until("Once");
  const repeat = await send(ada, createThread("List my stories"), headers);
  expect(repeat.runId).toBe(first.runId);
  const elsewhere = await send(ada, createThread("List my stories"), {
    ...headers,
    "chatkit-frame-instance-id": crypto.randomUUID(),
  });
  expect(elsewhere.runId).not.toBe(first.runId);
  (await model.next()).answer("Another.");
  dictation.finish();
  await Promise.all([first.rest(), repeat.rest(), elsewhere.rest()]);
  expect(repeat.events).toEqual(first.events);

  // The first response is complete, so the same message is a new send.
  const again = await send(ada, createThread("List my stories"), headers);
  expect(again.runId).not.toBe(first.runId);
  (await model.next()).answer("Once more.");
  await again.rest();
});

test("a client without keys that stopped an answer and sends the same again gets a new run", async () => {
  const { ada, model, database } = machines();
  const headers = { "chatkit-frame-instance-id": crypto.randomUUID() };
  const first = await send(ada, createThread("Tell me"), headers);
  const dictation = await model.next();
  dictation.say("Once");
  await first.until("Once");
  first.drop();
  await untilRun(database, first.runId, { status: "cancelled" });
  const again = await send(ada, createThread("Tell me"), headers);
  expect(again.runId).not.toBe(first.runId);
  (await model.next()).answer("Well.");
  await again.rest();
});
