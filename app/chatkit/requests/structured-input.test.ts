import { describe, expect, it } from "vitest";
import type { ThreadItem } from "../protocol/items.ts";
import {
  assistant,
  createHarness,
  done,
  NOW,
  outline,
  says,
  thread,
  USER,
  user,
  inThread,
} from "../testing/harness.ts";

describe("threads.add_structured_input", () => {
  const form = (status: "pending" | "answered" = "pending"): ThreadItem => ({
    type: "structured_input",
    id: "form",
    thread_id: "thread_1",
    created_at: NOW,
    status,
    inputs: [
      { type: "multiple_choice", id: "one", question: "One?", options: [{ value: "a" }], multiple: false },
      { type: "multiple_choice", id: "many", question: "Many?", options: [], multiple: true },
      { type: "freeform", id: "free", question: "Why?" },
      { type: "freeform", id: "constructor", question: "Left out?" },
    ],
  });
  const submit = (value: unknown) =>
    inThread("threads.add_structured_input", { item_id: "form", input: value });
  const answers = { one: ["a", "b"], many: ["a", "b"], free: [], unknown: ["x"] };
  const submission = {
    status: "answered",
    answers: Object.fromEntries(Object.entries(answers).map(([id, values]) => [id, { values }])),
  };
  const skipped = { values: [], skipped: true };

  it("stores and sends the answers, then the assistant continues", async () => {
    const { store, events } = createHarness({ respond: () => says(done(assistant("a", "Thanks"))) });
    await store.createThread(thread(), [form()], USER);
    const [options, replaced, answer, ...rest] = await events(submit(submission));
    expect(outline([options, replaced, answer, ...rest].filter((event) => event !== undefined))).toEqual([
      "stream_options",
      "thread.item.replaced form",
      "thread.item.done a",
    ]);
    const expected = {
      status: "answered",
      inputs: [
        { id: "one", answer: { values: ["a"], skipped: false } },
        { id: "many", answer: { values: ["a", "b"], skipped: false } },
        { id: "free", answer: skipped },
        { id: "constructor", answer: skipped },
      ],
    };
    expect(replaced).toMatchObject({ item: expected });
    expect(store.itemsOf("thread_1")[0]).toMatchObject(expected);
  });

  it("counts every question as skipped when the submission is skipped", async () => {
    const { store, events } = createHarness();
    await store.createThread(thread(), [form()], USER);
    await events(submit({ ...submission, status: "skipped" }));
    const inputs = ["one", "many", "free", "constructor"].map((id) => ({ id, answer: skipped }));
    expect(store.itemsOf("thread_1")[0]).toMatchObject({ status: "skipped", inputs });
  });

  it("refuses a second submission, also one that was waiting, and an item of another type", async () => {
    const { store, process, events } = createHarness();
    await store.createThread(thread(), [form(), user("form2", "x")], USER);
    const waiting = await process(submit(submission));
    await events(submit(submission));
    await expect(process(submit(submission))).rejects.toMatchObject({ code: "conflict" });
    if (waiting.kind !== "stream") throw new Error("expected a stream");
    const first = await waiting.events(new AbortController().signal).next();
    expect(first.value).toMatchObject({ type: "error", code: "custom", allow_retry: false });
    const wrong = inThread("threads.add_structured_input", { item_id: "form2", input: submission });
    await expect(process(wrong)).rejects.toMatchObject({ code: "invalid_request" });
  });
});
