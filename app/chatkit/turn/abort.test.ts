import { describe, expect, it } from "vitest";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import {
  added,
  assistant,
  collect,
  create,
  createHarness,
  delta,
  done,
  type Handlers,
  hangs,
  outline,
} from "../testing/harness.ts";

/** Runs a turn and aborts it when the event `at` is reached. */
async function abortedTurn(at: ThreadStreamEvent["type"], respond: Handlers["respond"], reason?: unknown) {
  const harness = createHarness({ respond });
  const result = await harness.process(create());
  if (result.kind !== "stream") throw new Error("expected a stream");
  const controller = new AbortController();
  const events: ThreadStreamEvent[] = [];
  for await (const event of result.events(controller.signal)) {
    events.push(event);
    if (event.type === at) controller.abort(reason);
  }
  return { ...harness, events };
}

async function* hangsAfterHalf(): AsyncGenerator<ThreadStreamEvent> {
  yield added(assistant("a"));
  yield delta("a", "Half an ans");
  await hangs();
}

describe("an aborted turn", () => {
  it("ends at once although the assistant hangs, and stores the partial answer and a note to the model", async () => {
    const { store, events, logged } = await abortedTurn("thread.item.updated", hangsAfterHalf);
    expect(outline(events).at(-1)).toBe("thread.item.updated a");
    const [, answer, note] = store.itemsOf("thread_1");
    expect(answer).toEqual({ ...assistant("a", "Half an ans"), ended: "stopped" });
    expect(note).toMatchObject({ type: "sdk_hidden_context", id: "sdk_hidden_context_1" });
    expect(logged).toEqual([]);
  });

  it("ends while it waits for the next event, not only between two", async () => {
    const controller = new AbortController();
    const harness = createHarness({
      async *respond() {
        yield added(assistant("a", "Half"));
        queueMicrotask(() => controller.abort());
        await hangs();
      },
    });
    const events = await harness.events(create(), controller.signal);
    expect(outline(events).at(-1)).toBe("thread.item.added a");
    expect(harness.store.itemsOf("thread_1").map((item) => item.type)).toEqual([
      "user_message",
      "assistant_message",
      "sdk_hidden_context",
    ]);
  });

  it("says that it was interrupted when the process shuts down", async () => {
    const { store } = await abortedTurn("thread.item.updated", hangsAfterHalf, "shutdown");
    expect(store.itemsOf("thread_1").slice(1)).toMatchObject([
      { ...assistant("a", "Half an ans"), ended: "interrupted" },
      { type: "sdk_hidden_context", content: expect.stringContaining("interrupted") },
    ]);
  });

  it("does not store an answer without text", async () => {
    const { store } = await abortedTurn("thread.item.updated", async function* () {
      yield added(assistant("a"));
      yield delta("a", " \n");
      await hangs();
    });
    expect(store.itemsOf("thread_1").map((item) => item.type)).toEqual([
      "user_message",
      "sdk_hidden_context",
    ]);
  });

  it("ignores an error that the assistant throws because of the abort", async () => {
    const { events, logged } = await abortedTurn(
      "thread.item.added",
      async function* (_thread, _input, _context, signal) {
        yield added(assistant("a", "x"));
        await new Promise((_, reject) => {
          if (signal.aborted) reject(signal.reason);
          signal.addEventListener("abort", () => reject(signal.reason));
        });
      },
    );
    expect(outline(events).at(-1)).toBe("thread.item.added a");
    expect(logged).toEqual([]);
  });

  it("lets the assistant clean up without waiting for it", async () => {
    const cleaned = Promise.withResolvers<void>();
    await abortedTurn("thread.item.added", async function* () {
      try {
        yield added(assistant("a", "x"));
        yield delta("a", "y");
      } finally {
        cleaned.resolve();
        await hangs();
      }
    });
    await expect(cleaned.promise).resolves.toBeUndefined();
  });

  it("does not call the assistant when aborted right after its message was stored", async () => {
    let asked = false;
    const { store, events } = await abortedTurn("thread.created", async function* () {
      asked = true;
      yield done(assistant("a", "x"));
    });
    expect(outline(events)).toEqual(["thread.created", "thread.item.done message_1"]);
    expect(store.itemsOf("thread_1").map((item) => item.type)).toEqual([
      "user_message",
      "sdk_hidden_context",
    ]);
    expect(asked).toBe(false);
  });

  it("does nothing when aborted before it began", async () => {
    const harness = createHarness();
    expect(await harness.events(create(), AbortSignal.abort())).toEqual([]);
    expect(harness.store.writes).toEqual([]);
  });

  it("stores no note when the answer was complete", async () => {
    const controller = new AbortController();
    const harness = createHarness({
      async *respond() {
        yield done(assistant("a", "All of it"));
      },
    });
    const result = await harness.process(create());
    if (result.kind !== "stream") throw new Error("expected a stream");
    await collect(result.events(controller.signal));
    controller.abort();
    expect(harness.store.itemsOf("thread_1").at(-1)).toEqual(assistant("a", "All of it"));
  });
});

it("stores the partial answer when the reader returns without an abort", async () => {
  const harness = createHarness({ respond: hangsAfterHalf });
  const result = await harness.process(create());
  if (result.kind !== "stream") throw new Error("expected a stream");
  for await (const event of result.events(new AbortController().signal)) {
    if (event.type === "thread.item.updated") break;
  }
  expect(harness.store.itemsOf("thread_1")[1]).toEqual({
    ...assistant("a", "Half an ans"),
    ended: "interrupted",
  });
});
