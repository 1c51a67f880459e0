import { describe, expect, it } from "vitest";
import { assistant, createHarness, hidden, NOW, thread, USER, user, widget } from "./testing/harness.ts";

const STRANGER = { userId: "user_2" };
const get = (id: string) => ({ type: "threads.get_by_id", params: { thread_id: id } });
const list = (params: object) => ({ type: "items.list", params: { thread_id: "thread_1", ...params } });
const messages = (count: number) => Array.from({ length: count }, (_, index) => user(`m${index}`, "x"));

describe("threads.get_by_id", () => {
  it("returns the thread with its oldest items, without hidden items and metadata", async () => {
    const { store, json } = createHarness();
    const items = [...messages(21), hidden("h")];
    await store.createThread(thread("thread_1", { title: "Tea", metadata: { secret: 1 } }), items, USER);
    expect(JSON.parse(JSON.stringify(await json(get("thread_1"))))).toEqual({
      id: "thread_1",
      title: "Tea",
      created_at: NOW,
      status: { type: "active" },
      metadata: {},
      items: { data: items.slice(0, 20), has_more: true, after: "m19" },
    });
  });

  it("refuses absent threads and those of another user with not_found", async () => {
    const { store, json } = createHarness();
    await store.createThread(thread(), [], USER);
    await expect(json(get("thread_2"))).rejects.toMatchObject({ code: "not_found", status: 404 });
    await expect(json(get("thread_1"), STRANGER)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("items.list", () => {
  it("returns the newest items first, in pages", async () => {
    const { store, json } = createHarness();
    await store.createThread(thread(), messages(3), USER);
    expect(await json(list({ limit: 2 }))).toMatchObject({
      data: [{ id: "m2" }, { id: "m1" }],
      has_more: true,
      after: "m1",
    });
    const last = await json(list({ limit: 2, after: "m1" }));
    expect(last).toEqual({ data: [user("m0", "x")], has_more: false });
  });

  it("caps the client's limit of 9999 at 100", async () => {
    const { store, json } = createHarness();
    await store.createThread(thread(), messages(101), USER);
    expect(await json(list({ limit: 9999, order: "asc" }))).toMatchObject({ has_more: true, after: "m99" });
  });

  it("skips pages of hidden items alone", async () => {
    const { store, json } = createHarness();
    await store.createThread(
      thread(),
      [user("a", "x"), hidden("h1"), hidden("h2"), user("b", "y"), hidden("h3")],
      USER,
    );
    expect(await json(list({ limit: 1, order: "asc", after: "a" }))).toMatchObject({ data: [{ id: "b" }] });
    expect(await json(list({ limit: 1, order: "asc", after: "b" }))).toEqual({ data: [], has_more: false });
  });

  it("leaves out the metadata of attachments", async () => {
    const { store, json } = createHarness();
    const file = { type: "file", id: "f", name: "a.txt", mime_type: "text/plain" } as const;
    const item = user("a", "x");
    if (item.type !== "user_message") throw new Error("unreachable");
    item.attachments = [{ ...file, metadata: { path: "/secret" } }];
    await store.createThread(thread(), [item], USER);
    expect(await json(list({}))).toMatchObject({ data: [{ attachments: [file] }] });
    expect(JSON.stringify(await json(list({})))).not.toContain("secret");
  });
});

describe("threads", () => {
  it("are listed newest first, each with no items", async () => {
    const { store, json } = createHarness();
    await store.createThread(thread("t1", { created_at: "2026-01-01T00:00:00.000Z" }), messages(1), USER);
    await store.createThread(thread("t2", { created_at: "2026-01-02T00:00:00.000Z" }), [], USER);
    await store.createThread(thread("t3"), [], STRANGER);
    const page = await json({ type: "threads.list", params: { limit: 9999 } });
    const empty = { data: [], has_more: false };
    expect(page).toMatchObject({
      data: [
        { id: "t2", items: empty },
        { id: "t1", items: empty },
      ],
      has_more: false,
    });
  });

  it("are renamed with a trimmed title and keep the rest", async () => {
    const { store, json } = createHarness();
    await store.createThread(thread("thread_1", { metadata: { a: 1 } }), [], USER);
    const body = { type: "threads.update", params: { thread_id: "thread_1", title: "  Tea " } };
    expect(await json(body)).toMatchObject({ id: "thread_1", title: "Tea" });
    expect(await store.loadThread("thread_1", USER)).toMatchObject({ title: "Tea", metadata: { a: 1 } });
  });

  it("are deleted only by their own user", async () => {
    const { store, json } = createHarness();
    await store.createThread(thread(), [], USER);
    const body = { type: "threads.delete", params: { thread_id: "thread_1" } };
    await expect(json(body, STRANGER)).rejects.toMatchObject({ code: "not_found" });
    expect(await json(body)).toEqual({});
    await expect(json(get("thread_1"))).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("items.feedback", () => {
  const body = {
    type: "items.feedback",
    params: { thread_id: "thread_1", item_ids: ["a", "a", "b"], kind: "positive" },
  };

  it("is stored, each item once", async () => {
    const { store, json } = createHarness();
    await store.createThread(thread(), [assistant("a"), assistant("b")], USER);
    expect(await json(body)).toEqual({});
    expect(store.feedback).toEqual([{ threadId: "thread_1", itemIds: ["a", "b"], kind: "positive" }]);
  });

  it("is passed to the app's handler if there is one", async () => {
    const given: unknown[] = [];
    const { store, json } = createHarness({ feedback: async (...args) => void given.push(args) });
    await json(body);
    expect(given).toEqual([["thread_1", ["a", "b"], "positive", USER]]);
    expect(store.feedback).toEqual([]);
  });
});

describe("attachments", () => {
  const create = { type: "attachments.create", params: { name: "a.txt", size: 3, mime_type: "text/plain" } };
  const file = { type: "file", id: "f", name: "a.txt", mime_type: "text/plain" } as const;

  it("are created by the app, stored, and returned without their metadata", async () => {
    const { store, json } = createHarness({
      createAttachment: async () => ({ ...file, metadata: { size: 3 } }),
    });
    expect(await json(create)).toEqual(file);
    expect(await store.loadAttachment("f", USER)).toEqual({ ...file, metadata: { size: 3 } });
  });

  it("are deleted with their bytes", async () => {
    const deleted: string[] = [];
    const { store, json } = createHarness({ deleteAttachment: async (id) => void deleted.push(id) });
    await store.saveAttachment(file, USER);
    expect(await json({ type: "attachments.delete", params: { attachment_id: "f" } })).toEqual({});
    expect(deleted).toEqual(["f"]);
    await expect(store.loadAttachment("f", USER)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("input.transcribe", () => {
  const speak = (audio: string) => ({
    type: "input.transcribe",
    params: { audio_base64: audio, mime_type: "audio/webm; codecs=opus" },
  });

  it("passes the decoded audio to the app", async () => {
    const { json } = createHarness({
      transcribe: async ({ data, mediaType, mimeType }) => ({
        text: `${data.join()} ${mediaType} ${mimeType}`,
      }),
    });
    expect(await json(speak("AAH/"))).toEqual({ text: "0,1,255 audio/webm audio/webm; codecs=opus" });
  });

  it("refuses audio that is not base64", async () => {
    const { json } = createHarness({ transcribe: async () => ({ text: "" }) });
    await expect(json(speak("%"))).rejects.toMatchObject({ code: "invalid_request" });
  });
});

describe("threads.sync_custom_action", () => {
  const act = (itemId?: string) => ({
    type: "threads.sync_custom_action",
    params: {
      thread_id: "thread_1",
      item_id: itemId,
      action: { type: "task.complete", payload: { id: "1" } },
    },
  });

  it("returns the item that the app has updated", async () => {
    const given: unknown[] = [];
    const { store, json } = createHarness({
      syncAction: async (...args) => {
        given.push(args);
        return { updated_item: widget("w") };
      },
    });
    await store.createThread(thread(), [widget("w")], USER);
    expect(await json(act("w"))).toEqual({ updated_item: widget("w") });
    expect(given).toEqual([[thread(), { type: "task.complete", payload: { id: "1" } }, widget("w"), USER]]);
  });

  it("refuses a sender that is not a widget", async () => {
    const { store, json } = createHarness({ syncAction: async () => ({}) });
    await store.createThread(thread(), [user("m", "x")], USER);
    await expect(json(act("m"))).rejects.toMatchObject({ code: "invalid_request" });
    expect(await json(act())).toEqual({});
  });
});

it.each([
  { type: "attachments.create", params: { name: "a", size: 1, mime_type: "text/plain" } },
  { type: "attachments.delete", params: { attachment_id: "a" } },
  { type: "input.transcribe", params: { audio_base64: "", mime_type: "audio/webm" } },
  { type: "threads.sync_custom_action", params: { thread_id: "t", action: { type: "a" } } },
])("refuses $type with not_implemented if the app has no handler", async (body) => {
  await expect(createHarness().json(body)).rejects.toMatchObject({ code: "not_implemented", status: 501 });
});
