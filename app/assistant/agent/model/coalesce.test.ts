import type { Model, StreamEvent } from "@openai/agents";
import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { withGatheredWords } from "./coalesce.ts";

const text = (delta: string): StreamEvent => ({ type: "output_text_delta", delta });
const raw = (delta: string, item_id = "msg_1"): StreamEvent => ({
  type: "model",
  event: { type: "response.output_text.delta", item_id, content_index: 0, delta },
});
const other = (type: string): StreamEvent => ({ type: "model", event: { type } });
const chunk = (content: string, finish_reason: string | null = null): StreamEvent => ({
  type: "model",
  event: { choices: [{ index: 0, delta: { role: "assistant", content }, finish_reason }] },
});

type Request = Parameters<Model["getStreamedResponse"]>[0];

/** A model that gives each list of events at once, with a moment between the lists. */
function modelOf(...parts: StreamEvent[][]): Model & { isClosed: boolean } {
  const model = {
    isClosed: false,
    getResponse: () => Promise.reject(new Error("not asked for")),
    async *getStreamedResponse() {
      try {
        for (const part of parts) {
          yield* part;
          await delay(30);
        }
      } finally {
        model.isClosed = true;
      }
    },
  };
  return model;
}

// Models get a request that this one doesn't read.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const REQUEST = {} as Request;
const eventsOf = (model: Model, windowMs: number) =>
  Array.fromAsync(withGatheredWords(model, { windowMs: () => windowMs }).getStreamedResponse(REQUEST));

test("with little to do, events that are apart stay apart", async () => {
  const parts = [[text("a"), raw("a")], [text("b"), raw("b")], [other("response.completed")]];
  expect(await eventsOf(modelOf(...parts), 0)).toEqual(parts.flat());
});

test("with much to do, words of one place are joined, and nothing overtakes them", async () => {
  const parts = [
    [other("response.created"), text("a"), raw("a")],
    [text("b"), raw("b")],
    [text("c"), raw("c", "msg_2"), other("response.output_text.done"), text("d")],
    [other("response.completed")],
  ];
  const events = await eventsOf(modelOf(...parts), 1_000);
  expect(events).toEqual([
    other("response.created"),
    text("abc"),
    raw("ab"),
    raw("c", "msg_2"),
    other("response.output_text.done"),
    text("d"),
    other("response.completed"),
  ]);
});

test("chunks of chat completions are joined, but not the last one and not one with more than text", async () => {
  const call: StreamEvent = {
    type: "model",
    event: {
      choices: [{ index: 0, delta: { content: "x", tool_calls: [{ index: 0 }] }, finish_reason: null }],
    },
  };
  const parts = [[text("a"), chunk("a")], [text("b"), chunk("b")], [call], [text("c"), chunk("c", "stop")]];
  expect(await eventsOf(modelOf(...parts), 1_000)).toEqual([
    text("ab"),
    chunk("a"),
    call,
    text("c"),
    chunk("c", "stop"),
  ]);
});

test("a failure comes after the words before it", async () => {
  const failing: Model = {
    ...modelOf(),
    async *getStreamedResponse() {
      yield text("half ");
      yield text("an answer");
      throw new Error("cut off");
    },
  };
  const events: StreamEvent[] = [];
  const read = async () => {
    const model = withGatheredWords(failing, { windowMs: () => 20 });
    for await (const event of model.getStreamedResponse(REQUEST)) events.push(event);
  };
  await expect(read()).rejects.toThrow("cut off");
  expect(events).toEqual([text("half an answer")]);
});

test.each([0, 20])("a failure waits for a slow reader, and is nobody else's (%s ms)", async (windowMs) => {
  const failing: Model = {
    ...modelOf(),
    async *getStreamedResponse() {
      yield text("a");
      await delay(30);
      throw new Error("cut off");
    },
  };
  const words = withGatheredWords(failing, { windowMs: () => windowMs }).getStreamedResponse(REQUEST);
  const reader = words[Symbol.asyncIterator]();
  expect((await reader.next()).value).toEqual(text("a"));
  // Meanwhile the model fails. A rejection without a handler would end the process.
  await delay(60);
  await expect(reader.next()).rejects.toThrow("cut off");
});

test("a model that is faster than its reader isn't read ahead", async () => {
  let given = 0;
  const endless: Model = {
    ...modelOf(),
    async *getStreamedResponse() {
      for (;;) {
        given += 1;
        await Promise.resolve();
        yield text("a");
      }
    },
  };
  const words = withGatheredWords(endless, { windowMs: () => 20 }).getStreamedResponse(REQUEST);
  const reader = words[Symbol.asyncIterator]();
  const { value } = await reader.next();
  const gathered = given;
  expect(value.delta).toMatch(/^a{2,}$/);
  await delay(30);
  expect(given).toBe(gathered);
  await reader.return?.();
});

test("whoever leaves aborts a model that is silent", async () => {
  const aborted = Promise.withResolvers<void>();
  const silent: Model = {
    ...modelOf(),
    async *getStreamedResponse({ signal }) {
      yield text("a");
      signal?.addEventListener("abort", () => aborted.resolve());
      await aborted.promise;
    },
  };
  const words = withGatheredWords(silent, { windowMs: () => 5 }).getStreamedResponse(REQUEST);
  for await (const event of words) {
    expect(event).toEqual(text("a"));
    break;
  }
  await aborted.promise;
});

test("whoever leaves closes the model", async () => {
  const model = modelOf([text("a")], [text("b")], [text("c")]);
  for await (const event of withGatheredWords(model, { windowMs: () => 0 }).getStreamedResponse(REQUEST)) {
    expect(event).toEqual(text("a"));
    break;
  }
  await expect.poll(() => model.isClosed).toBe(true);
});
