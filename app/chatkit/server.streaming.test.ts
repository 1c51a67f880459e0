import { describe, expect, it } from "vitest";
import type { ThreadItem } from "./protocol/items.ts";
import {
  assistant,
  collect,
  create,
  createHarness,
  done,
  hidden,
  input,
  NOW,
  outline,
  says,
  thread,
  toolCall,
  USER,
  user,
  widget,
} from "./testing/harness.ts";

const inThread = (type: string, params: object) => ({ type, params: { thread_id: "thread_1", ...params } });
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

describe("threads.add_client_tool_output", () => {
  const output = inThread("threads.add_client_tool_output", { result: { ok: true } });

  it("completes the call, and the assistant continues", async () => {
    const { store, events } = createHarness({
      respond: (_thread, message) => says(done(assistant("a", message === null ? "Thanks" : "?"))),
    });
    await store.createThread(
      thread(),
      [user("u", "Where?"), toolCall("old"), toolCall("c"), hidden("h")],
      USER,
    );
    expect(outline(await events(output))).toEqual(["stream_options", "thread.item.done a"]);
    expect(store.itemsOf("thread_1")).toEqual([
      user("u", "Where?"),
      { ...toolCall("c"), status: "completed", output: { ok: true } },
      hidden("h"),
      assistant("a", "Thanks"),
    ]);
  });

  it("is a conflict without a pending call", async () => {
    const { store, process } = createHarness();
    await store.createThread(thread(), [toolCall("c"), assistant("a", "x")], USER);
    await expect(process(output)).rejects.toMatchObject({ code: "conflict" });
  });
});

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

  it("replaces the message's content with `input`, in its place", async () => {
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
      "thread.item.replaced u",
      "stream_options",
      "thread.item.done new",
    ]);
    expect(asked).toEqual([content]);
    expect(store.itemsOf("thread_1")).toMatchObject([{ id: "u", content }, { id: "new" }]);
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

describe("threads.custom_action", () => {
  const act = (itemId?: string | null) =>
    inThread("threads.custom_action", { item_id: itemId, action: { type: "go" } });

  it("passes the action and its widget to the app", async () => {
    const given: unknown[] = [];
    const { store, events } = createHarness({
      action(_thread, action, sender) {
        given.push([action, sender]);
        return says(done(assistant("a", "Done")));
      },
    });
    await store.createThread(thread(), [widget("w")], USER);
    expect(outline(await events(act("w")))).toEqual(["stream_options", "thread.item.done a"]);
    await events(act(null));
    expect(given).toEqual([
      [{ type: "go" }, widget("w")],
      [{ type: "go" }, null],
    ]);
  });

  it("is refused when the sender is absent or not a widget", async () => {
    const { store, process } = createHarness({ action: () => says() });
    await store.createThread(thread(), [user("u", "x")], USER);
    await expect(process(act("absent"))).rejects.toMatchObject({ code: "not_found" });
    await expect(process(act("u"))).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("ends with an error event if the app has no handler, because ChatKit repeats a request after a 501", async () => {
    const { store, events } = createHarness();
    await store.createThread(thread(), [], USER);
    expect((await events(act())).at(-1)).toMatchObject({ type: "error", code: "custom", allow_retry: false });
  });
});
