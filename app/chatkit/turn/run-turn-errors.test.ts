import { describe, expect, it } from "vitest";
import { ChatKitError, CustomStreamError, DEFAULT_ERROR_MESSAGE, StreamError } from "../errors.ts";
import {
  turnOf,
  added,
  assistant,
  create,
  createHarness,
  delta,
  done,
  outline,
  says,
  widget,
} from "../testing/harness.ts";

describe("errors", () => {
  const failing = (error: unknown) =>
    turnOf(async function* () {
      yield added(assistant("a"));
      throw error;
    });
  const generic = { type: "error", code: "stream.error", message: DEFAULT_ERROR_MESSAGE, allow_retry: true };

  it.each([
    ["unknown ones become a generic event", new Error("password=hunter2"), generic],
    ["even a thrown string", "password=hunter2", generic],
    ["internal ones stay inside", new ChatKitError("internal", "password=hunter2"), generic],
    [
      "stream errors keep their code",
      new StreamError("stream.error", { allowRetry: false }),
      { ...generic, allow_retry: false },
    ],
    [
      "custom ones say what they were told to say",
      new CustomStreamError("No credit left."),
      { type: "error", code: "custom", message: "No credit left.", allow_retry: false },
    ],
    [
      "refusals are written for users",
      new ChatKitError("rate_limited", "Slow down.", { allowRetry: true }),
      { type: "error", code: "custom", message: "Slow down.", allow_retry: true },
    ],
  ])("%s", async (_name, error, event) => {
    const { events, logged } = await failing(error);
    expect(events.at(-1)).toEqual(event);
    expect(logged).toEqual([error]);
  });

  it("store the partial answer that the user has read", async () => {
    const { store } = await turnOf(async function* () {
      yield added(assistant("a"));
      yield delta("a", "Half an ans");
      throw new Error("boom");
    });
    expect(store.itemsOf("thread_1").slice(1)).toMatchObject([
      { ...assistant("a", "Half an ans"), ended: "failed" },
      { type: "sdk_hidden_context", content: expect.stringContaining("broke off") },
    ]);
  });

  it("store why the answer ended, where the handler knows", async () => {
    const { store } = await turnOf(async function* () {
      yield added(assistant("a", "As long as I m"));
      throw new CustomStreamError("Too long.", { end: "limited" });
    });
    expect(store.itemsOf("thread_1")[1]).toMatchObject({ ended: "limited" });
  });

  it("of a handler that throws before its first event are events as well", async () => {
    const { events } = await turnOf(() => {
      throw new Error("boom");
    });
    expect(events.map((event) => event.type)).toEqual(["stream_options", "error"]);
  });

  it("of the store prevent the event of the item", async () => {
    const harness = createHarness({ respond: () => says(done(assistant("a", "x"))) });
    harness.store.saveItem = () => Promise.reject(new Error("disk full"));
    const events = await harness.events(create());
    expect(outline(events).slice(2)).toEqual(["stream_options", "error"]);
  });

  it("while the request is written give only an error event", async () => {
    const harness = createHarness();
    harness.store.createThread = () => Promise.reject(new Error("disk full"));
    expect(await harness.events(create())).toEqual([generic]);
    expect(harness.logged).toHaveLength(1);
  });
});

it("does not keep unfinished widgets", async () => {
  const { store } = await turnOf(async function* () {
    yield added(widget("w"));
    throw new Error("boom");
  });
  expect(store.itemsOf("thread_1").map((item) => item.id)).toEqual(["message_1"]);
});
