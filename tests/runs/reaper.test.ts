import { eq } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { runs } from "#db/schema/index.ts";
import { addMessage, allEvents, createThread, eventsOf } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { at, EXPLICIT, send, storedItems, twoMachines, untilRun } from "./two-machines.ts";

const machines = twoMachines();
const doomed: AppProcess[] = [];
afterAll(() => Promise.all(doomed.map((app) => app.kill())));

test("another process ends the run of a killed one, keeps its answer and tells its followers", async () => {
  const { here, ada, model, database, databaseUrl } = machines();
  const third = await startApp({
    env: { DATABASE_URL: databaseUrl, BETTER_AUTH_SECRET: "s".repeat(32), ...model.env },
  });
  doomed.push(third);
  const reading = await send(at(third, ada), createThread("Tell me a story"), EXPLICIT);
  (await model.next()).say("Once upon a time");
  await reading.until("Once upon a time");
  const thread = reading.threadId();
  // A client follows the run on another process, and another message is queued behind it.
  const followed = eventsOf(await at(here, ada).api(`/api/chatkit/runs/${reading.runId}/events`));
  const events = [];
  for await (const { event } of followed) {
    events.push(event);
    if (JSON.stringify(event).includes("Once upon a time")) break;
  }
  const waiting = await send(ada, addMessage(thread, "And then?"), EXPLICIT);
  await third.kill();

  // The loop above has closed its stream. This one resumes after its last event.
  const rest = await at(here, ada).api(`/api/chatkit/runs/${reading.runId}/events`, {
    headers: { "last-event-id": String(events.length) },
  });
  const last = [];
  for await (const { event } of eventsOf(rest)) last.push(event);
  expect(last.at(-1)).toEqual({
    type: "error",
    code: "custom",
    message: expect.stringMatching(/interrupted/),
    allow_retry: true,
  });
  await untilRun(database, reading.runId, { status: "interrupted" });
  // A client that received events which the dead process never wrote gets the error too.
  const beyond = await at(here, ada).api(`/api/chatkit/runs/${reading.runId}/events`, {
    headers: { "last-event-id": String(events.length + 100) },
  });
  expect(await allEvents(beyond)).toEqual([last.at(-1)]);
  (await model.next()).answer("They lived.");
  await waiting.rest();
  expect(await storedItems(database, thread)).toMatchObject([
    { type: "user_message", text: "Tell me a story" },
    { type: "assistant_message", text: "Once upon a time", state: "interrupted" },
    // A note for the model.
    { type: "sdk_hidden_context" },
    { type: "user_message", text: "And then?" },
    { type: "assistant_message", text: "They lived.", state: "done" },
  ]);
});

test("a process that was wrongly considered dead writes nothing more, and its stream ends with an error", async () => {
  const { ada, model, database } = machines();
  const reading = await send(ada, createThread("Tell me a story"), EXPLICIT);
  const dictation = await model.next();
  dictation.say("Once upon a time");
  await reading.until("Once upon a time");
  // As the reaper of another process does.
  const ended = { status: "interrupted" as const, endedAt: new Date() };
  await database.db.update(runs).set(ended).where(eq(runs.id, reading.runId));
  dictation.answer(" there was a king.");
  expect((await reading.rest()).at(-1)).toMatchObject({ type: "error", allow_retry: true });
  await dictation.hungUp;
  expect(await storedItems(database, reading.threadId())).toMatchObject([{ type: "user_message" }]);
  const retry = await send(ada, addMessage(reading.threadId(), "And then?"), EXPLICIT);
  (await model.next()).answer("They lived.");
  expect((await retry.rest()).at(-1)).toMatchObject({ type: "thread.item.done" });
});
