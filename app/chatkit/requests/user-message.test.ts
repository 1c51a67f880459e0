import { describe, expect, it } from "vitest";
import {
  assistant,
  create,
  createHarness,
  done,
  input,
  NOW,
  outline,
  says,
  thread,
  USER,
  user,
  inThread,
} from "../testing/harness.ts";

const send = (text = "Hi") => inThread("threads.add_user_message", { input: input(text) });

describe("threads.create", () => {
  it("stores thread and message, sends their events, then the assistant answers", async () => {
    const { store, events } = createHarness({ respond: () => says(done(assistant("a", "Hello"))) });
    expect(await events(create("Hi"))).toEqual([
      {
        type: "thread.created",
        thread: {
          id: "thread_1",
          created_at: NOW,
          status: { type: "active" },
          metadata: {},
          items: { data: [], has_more: false },
        },
      },
      done(user("message_1", "Hi")),
      { type: "stream_options", stream_options: { allow_cancel: true } },
      done(assistant("a", "Hello")),
    ]);
    expect(store.writes).toEqual(["createThread thread_1", "saveItem a"]);
    expect(store.itemsOf("thread_1").map((item) => item.id)).toEqual(["message_1", "a"]);
  });

  it("writes nothing before the first event is asked for", async () => {
    const { store, process } = createHarness();
    const result = await process(create());
    expect(result).toMatchObject({ kind: "stream", threadId: null, request: { type: "threads.create" } });
    expect(store.writes).toEqual([]);
  });

  it("gives attachments the thread's id and does not send their metadata", async () => {
    const { store, process, events } = createHarness();
    const file = { type: "file", id: "f", name: "a.txt", mime_type: "text/plain" } as const;
    await store.saveAttachment({ ...file, metadata: { path: "/secret" } }, USER);
    const body = { type: "threads.create", params: { input: { content: [], attachments: ["f"] } } };
    const [, message] = await events(body);
    expect(message).toMatchObject({ item: { attachments: [{ ...file, thread_id: "thread_1" }] } });
    expect(JSON.stringify(message)).not.toContain("secret");
    expect(await store.loadAttachment("f", USER)).toMatchObject({
      thread_id: "thread_1",
      metadata: { path: "/secret" },
    });

    const missing = { type: "threads.create", params: { input: { content: [], attachments: ["absent"] } } };
    await expect(process(missing)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("threads.add_user_message", () => {
  it("passes the thread, the message and the caller's context to the assistant", async () => {
    const given: unknown[] = [];
    const { store, events } = createHarness({
      respond(...args) {
        given.push(...args.slice(0, 3));
        return says();
      },
    });
    await store.createThread(thread("thread_1", { metadata: { a: 1 } }), [], USER);
    expect(outline(await events(send()))).toEqual(["thread.item.done message_1", "stream_options"]);
    expect(given).toEqual([thread("thread_1", { metadata: { a: 1 } }), user("message_1", "Hi"), USER]);
  });

  it("is refused before a stream if the thread is absent, locked or closed", async () => {
    const { store, process } = createHarness();
    await expect(process(send())).rejects.toMatchObject({ code: "not_found" });
    await store.createThread(
      thread("thread_1", { status: { type: "locked", reason: "Paid plans only." } }),
      [],
      USER,
    );
    await expect(process(send())).rejects.toMatchObject({
      code: "conflict",
      status: 409,
      message: "Paid plans only.",
    });
    await store.saveThread(thread("thread_1", { status: { type: "closed" } }), USER);
    await expect(process(send())).rejects.toThrow("This conversation is closed.");
  });

  it("is refused when the thread was locked while the turn waited", async () => {
    const { store, process } = createHarness();
    await store.createThread(thread(), [], USER);
    const result = await process(send());
    await store.saveThread(thread("thread_1", { status: { type: "locked", reason: "Too late." } }), USER);
    if (result.kind !== "stream") throw new Error("expected a stream");
    const first = await result.events(new AbortController().signal).next();
    expect(first.value).toEqual({ type: "error", code: "custom", message: "Too late.", allow_retry: false });
    expect(store.itemsOf("thread_1")).toEqual([]);
  });
});
