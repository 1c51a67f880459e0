import { expect, test } from "vitest";

import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { StructuredInputItem } from "#app/chatkit/protocol/items.ts";
import { assistant, done, NOW, outline } from "#app/chatkit/testing/harness.ts";

import type { Client } from "./client.ts";
import { scriptedServer } from "./scripted-server.ts";

const play = scriptedServer();

const form = (id: string, thread_id: string): StructuredInputItem => ({
  type: "structured_input",
  id,
  thread_id,
  created_at: NOW,
  status: "pending",
  inputs: [
    {
      type: "multiple_choice",
      id: "subject",
      question: "Which subject?",
      options: [{ value: "Math" }, { value: "Science" }],
      multiple: false,
    },
    { type: "freeform", id: "details", question: "Anything else?" },
  ],
});

/** An assistant that asks two questions and continues with the answers. */
async function asked(itemId: string): Promise<{ client: Client; threadId: string }> {
  const client = await play({
    async *respond(thread, input): AsyncGenerator<ThreadStreamEvent> {
      yield done(input ? form(itemId, thread.id) : assistant(`after_${itemId}`, "Thanks", thread.id));
    },
  });
  const { threadId } = await client.start("Plan a lesson");
  return { client, threadId };
}

const submission = (threadId: string, itemId: string, answers: object) => ({
  thread_id: threadId,
  item_id: itemId,
  input: { status: "answered", answers },
});

/** Submits answers and returns those of the two questions, as sent and as stored. */
async function answersTo(itemId: string, answers: object): Promise<unknown[]> {
  const { client, threadId } = await asked(itemId);
  const events = await client.events("threads.add_structured_input", submission(threadId, itemId, answers));
  const replaced = events[1];
  if (replaced?.type !== "thread.item.replaced") throw new Error("the form was not replaced");
  if (replaced.item.type !== "structured_input") throw new Error("the form became something else");
  expect(replaced.item.status).toBe("answered");
  expect((await client.items(threadId))[1]).toEqual(replaced.item);
  return replaced.item.inputs.map((question) => question.answer);
}

// chatkit-python: test_add_structured_input_replaces_item_with_custom_answer_and_resumes_response
test("answers, also one that is not an option, replace the item, and the assistant continues", async () => {
  const { client, threadId } = await asked("si_answer");
  const answers = { subject: { values: ["Private class"] }, details: { values: ["Group work, please."] } };
  const events = await client.events(
    "threads.add_structured_input",
    submission(threadId, "si_answer", answers),
  );
  expect(outline(events)).toEqual([
    "stream_options",
    "thread.item.replaced si_answer",
    "thread.item.done after_si_answer",
  ]);
  const answered = {
    status: "answered",
    inputs: [
      { answer: { values: ["Private class"], skipped: false } },
      { answer: { values: ["Group work, please."], skipped: false } },
    ],
  };
  expect(events[1]).toMatchObject({ item: answered });
  expect((await client.items(threadId))[1]).toMatchObject(answered);
});

// chatkit-python: test_add_structured_input_treats_omitted_answers_as_skipped
test("a question without an answer counts as skipped", async () => {
  expect(await answersTo("si_omitted", { subject: { values: ["Math"] } })).toEqual([
    { values: ["Math"], skipped: false },
    { values: [], skipped: true },
  ]);
});

// chatkit-python: test_add_structured_input_ignores_unknown_answer_ids
test("an answer to an unknown question is ignored", async () => {
  const details = { values: ["Group work, please."] };
  expect(await answersTo("si_unknown", { details, unknown: { values: ["ignored"] } })).toEqual([
    { values: [], skipped: true },
    { values: ["Group work, please."], skipped: false },
  ]);
});

// chatkit-python: test_add_structured_input_truncates_extra_single_choice_values
test("a single choice keeps the first of several values", async () => {
  const [subject] = await answersTo("si_single", { subject: { values: ["Math", "Science"] } });
  expect(subject).toEqual({ values: ["Math"], skipped: false });
});

test("a second submission is a conflict and changes nothing", async () => {
  const { client, threadId } = await asked("si_twice");
  const params = submission(threadId, "si_twice", { subject: { values: ["Math"] } });
  await client.events("threads.add_structured_input", params);
  const before = await client.items(threadId);
  const response = await client.post({ type: "threads.add_structured_input", params });
  expect(response.status).toBe(409);
  expect(await client.items(threadId)).toEqual(before);
});
