import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page, Thread } from "#app/chatkit/protocol/threads.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { applyEvent } from "#app/chatkit/transcript.ts";
import {
  addMessage,
  allEvents,
  createThread,
  json,
  signUp,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;
let bob: Person;

beforeAll(async () => {
  app = await startApp();
  [ada, bob] = await Promise.all([signUp(app.url), signUp(app.url)]);
});
afterAll(() => app.stop());

const ask = async <Body>(person: Person, type: string, params: object) =>
  json<Body>(await person.chatkit({ type, params }));
const byId = (person: Person, id: string) => ask<Thread>(person, "threads.get_by_id", { thread_id: id });

describe("the protocol over HTTP", () => {
  test("streams a new conversation: the stored message first, then the deltas of the answer", async () => {
    const response = await ada.chatkit(createThread("Create a task: buy milk"));
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("cache-control")).toBe("no-store, no-transform");
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(response.headers.get("x-chatkit-run-id")).toMatch(/^run_/);
    const bytes = await response.text();
    // Only data lines, each followed by an empty line.
    expect(bytes).toMatch(/^(data: \{.*\}\n\n)+$/);
    const events: { type: string; thread?: Thread; item?: ThreadItem }[] = bytes
      .split("\n\n")
      .filter(Boolean)
      .map((frame) => JSON.parse(frame.replace("data: ", "")));
    const order = events.map((event) => [event.type, event.item?.type].filter(Boolean).join(" "));
    expect(order.slice(0, 3)).toEqual(["thread.created", "thread.item.done user_message", "stream_options"]);
    expect(order).toContain("thread.item.added assistant_message");
    expect(order.filter((type) => type === "thread.item.updated").length).toBeGreaterThan(1);
    expect(order.indexOf("thread.item.done assistant_message")).toBeGreaterThan(
      order.lastIndexOf("thread.item.updated"),
    );
    expect(bytes).not.toContain("user_id");
    expect(bytes).not.toContain(ada.userId);
  });

  test("returns the streamed items by the thread's id", async () => {
    const events = await allEvents(await ada.chatkit(createThread("Remind me to call Grace")));
    const [created] = events;
    if (created?.type !== "thread.created") throw new Error("the first event creates the thread");
    const thread = await byId(ada, created.thread.id);
    expect(thread.items.has_more).toBe(false);
    expect(thread.items.data).toEqual(events.reduce(applyEvent, new Array<ThreadItem>()));
    expect(thread.items.data.map((item) => item.type)).toEqual([
      "user_message",
      "widget",
      "assistant_message",
    ]);
    expect(thread.title).toBe("Remind me to call Grace");
  });

  test("adds a message to a conversation", async () => {
    const id = await startThread(ada, "List tasks");
    const events = await allEvents(await ada.chatkit(addMessage(id, "List tasks")));
    expect(events[0]).toMatchObject({
      type: "thread.item.done",
      item: { type: "user_message", thread_id: id },
    });
    const { items } = await byId(ada, id);
    expect(items.data.filter((item) => item.type === "user_message")).toHaveLength(2);
  });

  test("pages through a conversation in both directions without gaps", async () => {
    const id = await startThread(ada, "List tasks");
    for (const text of ["one", "two", "three"]) await allEvents(await ada.chatkit(addMessage(id, text)));
    const all = await ask<Page<ThreadItem>>(ada, "items.list", { thread_id: id, limit: 9999, order: "asc" });
    // Messages and answers, and the widgets that come with some answers.
    const messages = all.data.filter(({ type }) => type !== "widget");
    expect(messages).toHaveLength(8);
    expect(all.data.length).toBeGreaterThan(messages.length);
    expect(all).toMatchObject({ has_more: false });
    for (const order of ["asc", "desc"]) {
      const pages: string[] = [];
      let after: string | undefined;
      do {
        const params = { thread_id: id, limit: 3, order, ...(after ? { after } : {}) };
        const page = await ask<Page<ThreadItem>>(ada, "items.list", params);
        pages.push(...page.data.map((item) => item.id));
        after = page.has_more ? page.data.at(-1)?.id : undefined;
      } while (after);
      const ids = all.data.map((item) => item.id);
      expect(pages).toEqual(order === "asc" ? ids : ids.toReversed());
    }
  });

  test("lists, renames and deletes conversations", async () => {
    const person = await signUp(app.url);
    const first = await startThread(person, "List tasks due today");
    const second = await startThread(person, "List tasks due tomorrow");
    const list = await ask<Page<Thread>>(person, "threads.list", { limit: 9999, order: "desc" });
    expect(list).toMatchObject({ data: [{ id: second }, { id: first }], has_more: false });
    const page = await ask<Page<Thread>>(person, "threads.list", { limit: 1, order: "asc" });
    expect(page).toMatchObject({ data: [{ id: first }], has_more: true, after: first });
    const rest = await ask<Page<Thread>>(person, "threads.list", { limit: 1, order: "asc", after: first });
    expect(rest).toMatchObject({ data: [{ id: second }], has_more: false });

    const renamed = await ask<Thread>(person, "threads.update", { thread_id: first, title: "Milk" });
    expect(renamed).toMatchObject({ id: first, title: "Milk" });
    expect((await byId(person, first)).title).toBe("Milk");
    expect(await ask(person, "threads.delete", { thread_id: first })).toEqual({});
    const gone = await person.chatkit({ type: "threads.get_by_id", params: { thread_id: first } });
    expect(gone.status).toBe(404);
  });

  test("takes feedback on an answer", async () => {
    const id = await startThread(ada, "List tasks");
    const { items } = await byId(ada, id);
    const answer = items.data.find((item) => item.type === "assistant_message");
    const params = { thread_id: id, item_ids: [answer?.id], kind: "positive" };
    expect(await ask(ada, "items.feedback", params)).toEqual({});
  });

  test("answers again after an item, and removes the previous answer", async () => {
    const id = await startThread(ada, "List tasks");
    const before = (await byId(ada, id)).items.data;
    const params = { thread_id: id, item_id: before[0]?.id };
    const events = await allEvents(await ada.chatkit({ type: "threads.retry_after_item", params }));
    expect(events.some((event) => event.type === "thread.item.done")).toBe(true);
    const after = (await byId(ada, id)).items.data;
    expect(after[0]).toEqual(before[0]);
    expect(after).toHaveLength(before.length);
    expect(after[1]?.id).not.toBe(before[1]?.id);
  });
});

describe("another user's data", () => {
  let thread: string;
  let item: string | undefined;
  let run: string | null;

  beforeAll(async () => {
    const response = await ada.chatkit(createThread("List tasks"), {
      headers: { "idempotency-key": "ada's key" },
    });
    run = response.headers.get("x-chatkit-run-id");
    const [created, message] = await allEvents(response);
    if (created?.type !== "thread.created" || message?.type !== "thread.item.done")
      throw new Error("no thread");
    thread = created.thread.id;
    item = message.item.id;
  });

  const input = { content: [{ type: "input_text", text: "Hello" }], attachments: [], inference_options: {} };
  test.each([
    ["threads.get_by_id", {}],
    ["threads.update", { title: "Mine now" }],
    ["threads.delete", {}],
    ["items.list", {}],
    ["items.feedback", { item_ids: ["ITEM"], kind: "positive" }],
    ["threads.add_user_message", { input }],
    ["threads.retry_after_item", { item_id: "ITEM" }],
    ["threads.custom_action", { item_id: "ITEM", action: { type: "task.complete", payload: { id: "1" } } }],
    [
      "threads.sync_custom_action",
      { item_id: "ITEM", action: { type: "task.complete", payload: { id: "1" } } },
    ],
    ["threads.add_client_tool_output", { result: {} }],
  ])("is not there for %s", async (type, params) => {
    const filled = JSON.parse(
      JSON.stringify({ thread_id: thread, ...params }).replaceAll("ITEM", item ?? ""),
    );
    const response = await bob.chatkit({ type, params: filled });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
  });

  test("can't be a cursor in a list", async () => {
    expect((await bob.chatkit({ type: "threads.list", params: { after: thread } })).status).toBe(404);
    const mine = await startThread(bob, "List tasks");
    const params = { thread_id: mine, after: item };
    expect((await bob.chatkit({ type: "items.list", params })).status).toBe(404);
  });

  test.each([
    ["GET", "/threads/THREAD"],
    ["PATCH", "/threads/THREAD", { title: "Mine now" }],
    ["DELETE", "/threads/THREAD"],
    ["GET", "/threads/THREAD/items"],
    ["GET", "/threads/THREAD/items?include=html"],
    ["GET", "/threads?after=THREAD"],
    ["GET", "/messages?thread_id=THREAD"],
    ["POST", "/messages", { thread_id: "THREAD", text: "Hello" }],
    ["GET", "/runs/RUN/events"],
    ["POST", "/runs/RUN/stop"],
    ["POST", "/runs/ada's key/stop"],
  ])("is not there for %s %s", async (method, path, body?: object) => {
    const fill = (text: string) => text.replace("THREAD", thread).replace("RUN", run ?? "");
    const response = await bob.api(`/api/chatkit${fill(path)}`, {
      method,
      ...(body ? { body: fill(JSON.stringify(body)) } : {}),
    });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "not_found" } });
    expect((await byId(ada, thread)).title).not.toBe("Mine now");
  });

  test("is a 404 as a page", async () => {
    const page = await fetch(`${app.url}/chat/${thread}`, { headers: { cookie: bob.cookie } });
    expect(page.status).toBe(404);
    expect(page.headers.get("content-type")).toMatch(/^text\/html/);
  });
});

test("a conversation's page contains its newest messages as markup", async () => {
  const id = await startThread(ada, "Create a task: water the ficus");
  const page = await fetch(`${app.url}/chat/${id}`, { headers: { cookie: ada.cookie } });
  const html = await page.text();
  const [markup = ""] = html.split("<script");
  expect(page.status).toBe(200);
  expect(markup).toContain("water the ficus");
});
