import { eq } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { runs } from "#db/schema/index.ts";
import { addMessage, createThread, eventsOf, json } from "#tests/support/api-client.ts";
import type { ParsedEvent } from "#app/chatkit/sse.ts";
import { at, EXPLICIT, loggedEvents, send, twoMachines, untilRun } from "./two-machines.ts";

const machines = twoMachines();

/** A stream without output of the model, which stays open during all tests of this file. */
let silence: ReturnType<typeof beSilent>;
beforeAll(async () => {
  silence = beSilent();
  await silence;
});

async function beSilent() {
  const { ada, model } = machines();
  const response = await ada.chatkit(createThread("Say nothing"), { headers: EXPLICIT });
  return { reader: response.body?.getReader(), began: Date.now(), dictation: await model.next() };
}

test("a page of another process has the words that are in the log only, and goes on after them", async () => {
  const { there, ada, model, database } = machines();
  const reading = await send(ada, createThread("Tell me a story"), EXPLICIT);
  const dictation = await model.next();
  dictation.say("Once upon");
  await reading.until("Once upon");
  await untilRun(database, reading.runId, { snapshot: { items: [{ type: "assistant_message" }] } });
  dictation.say(" a time");
  await reading.until("a time");
  const data = async () => {
    const response = await fetch(`${there.url}/chat/${reading.threadId()}/data`, {
      headers: { cookie: ada.cookie },
    });
    return response.text();
  };
  await expect.poll(data).toContain("Once upon a time");
  const page = await fetch(`${there.url}/chat/${reading.threadId()}`, { headers: { cookie: ada.cookie } });
  expect(await page.text()).toContain("Once upon a time");
  const [run] = await database.db.select().from(runs).where(eq(runs.id, reading.runId));
  expect(JSON.stringify(run?.snapshot), "the snapshot is seldom").not.toContain("a time");
  dictation.answer(" there was a king.");
  await reading.rest();
});

test("the log contains the streamed events, numbered from 1 without gaps", async () => {
  const { ada, model, database } = machines();
  const reading = await send(ada, createThread("Tell me a story"));
  const dictation = await model.next();
  for (const word of ["Once ", "upon ", "a ", "time."]) dictation.say(word);
  dictation.finish();
  const events = await reading.rest();
  const log = await loggedEvents(database, reading.runId);
  expect(log).toEqual(events.map((event, index) => ({ seq: index + 1, event })));
  await untilRun(database, reading.runId, {
    status: "done",
    kind: "threads.create",
    userId: ada.userId,
    conversationId: reading.threadId(),
    lastSeq: events.length,
    acceptedAt: expect.any(Date),
    startedAt: expect.any(Date),
    endedAt: expect.any(Date),
    snapshot: null,
  });
});

test("a thread has active_run_id while its run is active", async () => {
  const { ada, model, database } = machines();
  const reading = await send(ada, createThread("Tell me a story"));
  const dictation = await model.next();
  dictation.say("Once");
  await reading.until("Once");
  const path = `/api/chatkit/threads/${reading.threadId()}`;
  expect(await json(await ada.api(path))).toMatchObject({ active_run_id: reading.runId });
  dictation.finish();
  await reading.rest();
  await untilRun(database, reading.runId, { status: "done" });
  expect(await json(await ada.api(path))).not.toHaveProperty("active_run_id");
});

test.each(["here", "there"] as const)(
  "a run can be followed %s from any event, without gaps or repeats",
  async (where) => {
    const all = machines();
    const { ada, model, database } = all;
    const follower = at(all[where], ada);
    const reading = await send(ada, createThread("Tell me a story"), EXPLICIT);
    const dictation = await model.next();
    dictation.say("Once ");
    await reading.until("Once ");
    const follow = async (after: number) =>
      eventsOf(
        await follower.api(`/api/chatkit/runs/${reading.runId}/events`, {
          headers: { "last-event-id": String(after) },
        }),
      );
    // Two followers join during the run, one from the beginning and one after the second event.
    const whole = await follow(0);
    const part = await follow(2);
    const first = await whole.next();
    expect(first.value).toMatchObject({ id: "1", event: { type: "thread.created" } });
    dictation.say("upon ");
    dictation.finish();
    const events = await reading.rest();
    const numbered = (from: number) =>
      events.map((event, index) => ({ id: String(index + 1), event })).slice(from);
    expect([first.value, ...(await collect(whole))]).toEqual(numbered(0));
    expect(await collect(part)).toEqual(numbered(2));
    // The same after the end of the run.
    await untilRun(database, reading.runId, { status: "done" });
    expect(await collect(await follow(0))).toEqual(numbered(0));
    expect(await collect(await follow(events.length - 1))).toEqual(numbered(events.length - 1));
    expect(await collect(await follow(events.length))).toEqual([]);
  },
);

test("the stream of a queued message opens immediately", async () => {
  const { ada, model } = machines();
  const first = await send(ada, createThread("Tell me a story"), EXPLICIT);
  const dictation = await model.next();
  dictation.say("Once");
  await first.until("Once");
  const waiting = await ada.chatkit(addMessage(first.threadId(), "And then?"), { headers: EXPLICIT });
  const reader = waiting.body?.getReader();
  const opening = await reader?.read();
  expect(new TextDecoder().decode(opening?.value)).toBe(": waiting\n\n");
  await reader?.cancel();
  dictation.finish();
  await first.rest();
  const second = await model.next();
  second.answer("Well.");
});

test("a silent stream carries a comment every 15 s", async () => {
  const { reader, began, dictation } = await silence;
  let text = "";
  while (!text.includes(": waiting")) {
    const { value, done } = (await reader?.read()) ?? { done: true };
    if (done) throw new Error("the stream ended");
    text += new TextDecoder().decode(value);
  }
  expect(text).toMatch(/\n\n: waiting\n\n$/);
  expect(Date.now() - began).toBeGreaterThan(14_000);
  expect(Date.now() - began).toBeLessThan(25_000);
  dictation.answer("Well.");
  await reader?.cancel();
});

async function collect(stream: AsyncIterable<ParsedEvent>): Promise<ParsedEvent[]> {
  const events: ParsedEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}
