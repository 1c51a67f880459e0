import { describe, expect, it } from "vitest";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import {
  turnOf,
  added,
  assistant,
  create,
  createHarness,
  delta,
  done,
  hidden,
  outline,
  says,
  toolCall,
  USER,
} from "../testing/harness.ts";

describe("what is stored and sent", () => {
  it("stores a finished item before it sends it", async () => {
    const { store, process } = createHarness({
      respond: () => says(added(assistant("a")), done(assistant("a", "Hi"))),
    });
    const result = await process(create());
    if (result.kind !== "stream") throw new Error("expected a stream");
    const seen: [type: string, isStored: boolean][] = [];
    for await (const event of result.events(new AbortController().signal)) {
      const isStored = store.itemsOf("thread_1").some((item) => item.id === "a");
      if ("item" in event && event.item.id === "a") seen.push([event.type, isStored]);
    }
    expect(seen).toEqual([
      ["thread.item.added", false],
      ["thread.item.done", true],
    ]);
  });

  it("stores hidden items and sends none of them", async () => {
    const { store, events } = await turnOf(() =>
      says(added(hidden("h")), done(hidden("h")), { type: "thread.item.replaced", item: hidden("h") }),
    );
    expect(outline(events)).toEqual(["stream_options"]);
    expect(store.itemsOf("thread_1").map((item) => item.id)).toEqual(["message_1", "h"]);
  });

  it("removes and replaces items", async () => {
    const { store, events } = await turnOf(() =>
      says(
        done(assistant("a", "x")),
        done(assistant("b", "x")),
        { type: "thread.item.removed", item_id: "a" },
        { type: "thread.item.replaced", item: assistant("b", "y") },
      ),
    );
    expect(outline(events).slice(3)).toEqual(["thread.item.removed a", "thread.item.replaced b"]);
    expect(store.itemsOf("thread_1").slice(1)).toEqual([assistant("b", "y")]);
  });

  it("stores and sends a model's text without NULs and lone surrogates", async () => {
    const { store, events } = await turnOf(async function* (thread) {
      thread.title = "Te\0a";
      yield added(assistant("a"));
      yield delta("a", "x\0 \ud83d");
      yield done(assistant("a", "x\0 \ud83d 😀 \\u0000"));
    });
    expect(store.itemsOf("thread_1").at(-1)).toEqual(assistant("a", "x \ufffd 😀 \\u0000"));
    expect(events).toContainEqual(delta("a", "x \ufffd"));
    expect(await store.loadThread("thread_1", USER)).toMatchObject({ title: "Tea" });
    expect(outline(events).filter((one) => one === "thread.updated")).toHaveLength(1);
  });

  it("passes on progress, effects and notices", async () => {
    const passing: ThreadStreamEvent[] = [
      { type: "progress_update", icon: "search", text: "Looking…" },
      { type: "client_effect", name: "refresh", data: {} },
      { type: "notice", level: "warning", message: "Nearly full" },
    ];
    const { events } = await turnOf(() => says(...passing));
    expect(events.slice(1)).toEqual(passing);
  });

  it("begins with the app's stream options", async () => {
    const harness = createHarness({ streamOptions: () => ({ allow_cancel: false }) });
    expect((await harness.events(create()))[2]).toEqual({
      type: "stream_options",
      stream_options: { allow_cancel: false },
    });
  });
});

describe("a client tool call", () => {
  it("ends the turn, and only `thread.item.done` is sent", async () => {
    let cleanedUp = false;
    const { store, events } = await turnOf(async function* () {
      try {
        yield added(toolCall("c"));
        yield done(toolCall("c"));
        yield done(assistant("never", "x"));
      } finally {
        cleanedUp = true;
      }
    });
    expect(outline(events)).toEqual(["stream_options", "thread.item.done c"]);
    expect(store.itemsOf("thread_1").at(-1)).toEqual(toolCall("c"));
    expect(cleanedUp).toBe(true);
  });
});

describe("a thread changed during the turn", () => {
  it.each<[string, (thread: ThreadMetadata) => void, Partial<ThreadMetadata>]>([
    ["title", (thread) => (thread.title = "Tea"), { title: "Tea" }],
    ["status", (thread) => (thread.status = { type: "locked" }), { status: { type: "locked" } }],
    ["domains", (thread) => (thread.allowed_image_domains = ["a.org"]), { allowed_image_domains: ["a.org"] }],
  ])("%s: is stored and announced at once", async (_name, change, expected) => {
    const { store, events } = await turnOf(async function* (thread) {
      change(thread);
      yield done(assistant("a", "x"));
      yield done(assistant("b", "y"));
    });
    expect(outline(events)).toEqual([
      "stream_options",
      "thread.item.done a",
      "thread.updated",
      "thread.item.done b",
    ]);
    expect(events[2]).toMatchObject({
      thread: { id: "thread_1", ...expected, items: { data: [], has_more: false } },
    });
    expect(await store.loadThread("thread_1", USER)).toMatchObject(expected);
  });

  it("is announced when the change comes last, without its metadata", async () => {
    const { store, events } = await turnOf(async function* (thread) {
      yield done(assistant("a", "x"));
      thread.metadata.secret = 1;
    });
    expect(outline(events).at(-1)).toBe("thread.updated");
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(await store.loadThread("thread_1", USER)).toMatchObject({ metadata: { secret: 1 } });
  });

  it("is stored after an error, too", async () => {
    const { store, events } = await turnOf(async function* (thread) {
      yield done(assistant("a", "x"));
      thread.title = "Tea";
      throw new Error("boom");
    });
    expect(outline(events).slice(-2)).toEqual(["error", "thread.updated"]);
    expect(await store.loadThread("thread_1", USER)).toMatchObject({ title: "Tea" });
  });
});

it("copies an item that the handler goes on changing", async () => {
  const { store } = await turnOf(async function* () {
    const answer = assistant("a", "Hello, ");
    yield added(answer);
    for (const part of answer.content) part.text += "world";
    yield delta("a", "world");
    throw new Error("boom");
  });
  expect(store.itemsOf("thread_1")[1]).toMatchObject(assistant("a", "Hello, world"));
});
