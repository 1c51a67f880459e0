import { describe, expect, it } from "vitest";
import {
  assistant,
  collect,
  createHarness,
  done,
  hidden,
  input,
  outline,
  says,
  thread,
  toolCall,
  USER,
  user,
  inThread,
} from "../testing/harness.ts";

describe("threads.retry_after_item", () => {
  const retry = (itemId: string) => inThread("threads.retry_after_item", { item_id: itemId });

  it("removes the items after the message without events and answers it again", async () => {
    const { store, events } = createHarness({
      respond: (_thread, message) => says(done(assistant("new", `again: ${message?.id}`))),
    });
    await store.createThread(
      thread(),
      [user("u", "Hi"), assistant("old", "x"), hidden("h"), user("u2", "y")],
      USER,
    );
    expect(outline(await events(retry("u")))).toEqual(["stream_options", "thread.item.done new"]);
    expect(store.itemsOf("thread_1")).toEqual([user("u", "Hi"), assistant("new", "again: u")]);
  });

  it("replaces the message with `input`, as a new message of the same time", async () => {
    const asked: unknown[] = [];
    const { store, events, process } = createHarness({
      respond(_thread, message) {
        asked.push(message?.content);
        return says(done(assistant("new", "ok")));
      },
    });
    await store.createThread(thread(), [user("u", "Hi"), assistant("old", "x")], USER);
    const content = [{ type: "input_text", text: "Hello" }];
    const edit = inThread("threads.retry_after_item", { item_id: "u", input: { content } });
    expect(outline(await events(edit))).toEqual([
      "thread.item.removed u",
      expect.stringMatching(/^thread\.item\.done message_/),
      "stream_options",
      "thread.item.done new",
    ]);
    expect(asked).toEqual([content]);
    expect(store.itemsOf("thread_1")).toMatchObject([
      { id: expect.stringMatching(/^message_/), content, created_at: user("u", "Hi").created_at },
      { id: "new" },
    ]);
    const nothing = inThread("threads.retry_after_item", { item_id: "u", input: { content: [] } });
    await expect(process(nothing)).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("is refused when the thread has newer items than the client, and removes nothing", async () => {
    const { store, events, process } = createHarness({
      respond: () => says(done(assistant("new", "ok"))),
    });
    const unseen = Array.from({ length: 30 }, (_, index) => toolCall(`call_${index}`));
    await store.createThread(thread(), [user("u", "Hi"), assistant("a", "x"), user("u2", "y")], USER);
    const knowing = (last_item_id: string) =>
      inThread("threads.retry_after_item", { item_id: "u", last_item_id });
    const goneOn = "This conversation has gone on elsewhere. Reload it to see what is new.";
    for (const stale of ["a", "absent"]) {
      await expect(process(knowing(stale))).rejects.toMatchObject({ code: "conflict", message: goneOn });
    }
    expect(store.itemsOf("thread_1")).toHaveLength(3);
    // What no page shows says nothing about what a page knows.
    for (const item of [...unseen, hidden("h")]) await store.saveItem("thread_1", item, USER);
    expect(outline(await events(knowing("u2")))).toEqual(["stream_options", "thread.item.done new"]);
    expect(store.itemsOf("thread_1").map(({ id }) => id)).toEqual(["u", "new"]);
  });

  it("is refused when an item was added while the turn waited", async () => {
    const { store, process } = createHarness();
    await store.createThread(thread(), [user("u", "Hi"), assistant("a", "x")], USER);
    const waiting = await process(
      inThread("threads.retry_after_item", { item_id: "u", last_item_id: "a", input: input("Other words") }),
    );
    if (waiting.kind !== "stream") throw new Error("expected a stream");
    await store.saveItem("thread_1", user("u2", "Meanwhile"), USER);
    expect(await collect(waiting.events(new AbortController().signal))).toMatchObject([
      { type: "error", code: "custom", message: expect.stringMatching(/gone on elsewhere/) },
    ]);
    expect(store.itemsOf("thread_1")).toEqual([
      user("u", "Hi"),
      assistant("a", "x"),
      user("u2", "Meanwhile"),
    ]);
  });

  it("is refused when the thread was locked while the turn waited", async () => {
    const { store, process } = createHarness({ respond: () => says(done(assistant("new", "ok"))) });
    await store.createThread(thread(), [user("u", "Hi"), assistant("a", "x")], USER);
    const waiting = await process(retry("u"));
    if (waiting.kind !== "stream") throw new Error("expected a stream");
    await store.saveThread(thread("thread_1", { status: { type: "locked", reason: "Too late." } }), USER);
    expect(await collect(waiting.events(new AbortController().signal))).toEqual([
      { type: "error", code: "custom", message: "Too late.", allow_retry: false },
    ]);
    expect(store.itemsOf("thread_1")).toEqual([user("u", "Hi"), assistant("a", "x")]);
    await expect(process(retry("u"))).rejects.toMatchObject({ code: "conflict", message: "Too late." });
  });

  it("is refused for an item that is not a user message, and removes nothing", async () => {
    const { store, process } = createHarness();
    await store.createThread(thread(), [user("u", "Hi"), assistant("a", "x")], USER);
    await expect(process(retry("a"))).rejects.toMatchObject({ code: "invalid_request" });
    await expect(process(retry("absent"))).rejects.toMatchObject({ code: "not_found" });
    expect(store.itemsOf("thread_1")).toHaveLength(2);
  });
});
