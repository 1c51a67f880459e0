import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RestThread, TurnResult } from "#app/chat/rest-schemas.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Page } from "#app/chatkit/protocol/threads.ts";
import { allEvents, json, signUp, userInput, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
});
afterAll(() => app.stop());

const rest = async <Body>(path: string, init?: Parameters<Person["api"]>[1], person = ada) =>
  json<Body>(await person.api(`/api/chatkit${path}`, init));
const post = <Body>(path: string, body: object, person = ada) =>
  rest<Body>(path, { method: "POST", body }, person);

describe("threads", () => {
  test("are created empty, read, renamed and deleted", async () => {
    const response = await ada.api("/api/chatkit/threads", { method: "POST", body: { title: "Groceries" } });
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const made = await json<RestThread>(response);
    expect(made).toEqual({
      id: expect.stringMatching(/^thr_/),
      title: "Groceries",
      created_at: expect.stringMatching(/^\d{4}-.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-.*Z$/),
      status: { type: "active" },
      allowed_image_domains: ["localhost"],
    });
    expect(await rest(`/threads/${made.id}`)).toEqual({ ...made, items: { data: [], has_more: false } });
    const renamed = await rest(`/threads/${made.id}`, { method: "PATCH", body: { title: "Shopping" } });
    expect(renamed).toMatchObject({ id: made.id, title: "Shopping" });
    const deleted = await ada.api(`/api/chatkit/threads/${made.id}`, { method: "DELETE" });
    expect([deleted.status, await deleted.text()]).toEqual([204, ""]);
    expect((await ada.api(`/api/chatkit/threads/${made.id}`)).status).toBe(404);
    expect((await ada.api(`/api/chatkit/threads/${made.id}`, { method: "DELETE" })).status).toBe(404);
  });

  test("have ratings of their answers that can be taken back, by their user only", async () => {
    const { thread, items } = await post<TurnResult>("/messages", { text: "List tasks" });
    const answer = items.find((item) => item.type === "assistant_message");
    const params = { thread_id: thread.id, item_ids: [answer?.id], kind: "positive" };
    await ada.chatkit({ type: "items.feedback", params });
    const rated = async () => {
      const page = await rest<Page<{ id: string; feedback?: string }>>(
        `/threads/${thread.id}/items?include=html`,
      );
      return page.data.find(({ id }) => id === answer?.id)?.feedback;
    };
    expect(await rated()).toBe("positive");
    const takeBack = async (person: Person, itemId = answer?.id) => {
      const path = `/api/chatkit/threads/${thread.id}/items/${itemId}/feedback`;
      return (await person.api(path, { method: "DELETE" })).status;
    };
    expect(await takeBack(await signUp(app.url))).toBe(404);
    expect(await takeBack(ada, "msg_none")).toBe(404);
    expect(await rated()).toBe("positive");
    expect(await takeBack(ada)).toBe(204);
    expect(await rated()).toBeUndefined();
    expect(await takeBack(ada), "again").toBe(204);
  });

  test("can be created without a body", async () => {
    const made = await rest<RestThread>("/threads", { method: "POST" });
    expect(made).not.toHaveProperty("title");
  });

  test("are listed in pages, each once, in both orders", async () => {
    const person = await signUp(app.url);
    const made: string[] = [];
    for (let n = 0; n < 5; n++) made.push((await post<RestThread>("/threads", {}, person)).id);
    for (const order of ["asc", "desc"]) {
      const seen: string[] = [];
      let page: Page<RestThread>;
      let after = "";
      do {
        page = await rest(`/threads?limit=2&order=${order}${after}`, {}, person);
        expect(page.data.length).toBeLessThanOrEqual(2);
        seen.push(...page.data.map(({ id }) => id));
        after = `&after=${page.after}`;
      } while (page.has_more);
      expect(page.after).toBeUndefined();
      expect(seen).toEqual(order === "asc" ? made : made.toReversed());
    }
  });

  test("are found by title and by message text", async () => {
    const person = await signUp(app.url);
    const titled = await post<RestThread>("/threads", { title: "Zeppelin history" }, person);
    const { thread } = await post<TurnResult>(
      "/messages",
      { text: "Create a task: feed the wombat" },
      person,
    );
    await post("/threads", { title: "Something else" }, person);
    const found = async (q: string) =>
      (await rest<Page<RestThread>>(`/threads?q=${encodeURIComponent(q)}`, {}, person)).data.map(
        ({ id }) => id,
      );
    expect(await found("zeppelin")).toEqual([titled.id]);
    expect(await found("wombat")).toEqual([thread.id]);
    expect(await found("nowhere to be found")).toEqual([]);
    expect(await found("'\"%_\\\0&|!:*")).toEqual([]);
  });
});

describe("messages", () => {
  test("start a conversation, and the response contains the answer as JSON", async () => {
    const result = await post<TurnResult>("/messages", { text: "Create a task: buy milk" });
    expect(result.thread).toMatchObject({ id: expect.stringMatching(/^thr_/), title: expect.any(String) });
    expect(result.thread).not.toHaveProperty("active_run_id");
    expect(result).not.toHaveProperty("error");
    expect(result.items.map(({ type }) => type)).toEqual(["user_message", "widget", "assistant_message"]);
    const page = await rest<Page<ThreadItem>>(`/messages?thread_id=${result.thread.id}&order=asc`);
    expect(page).toEqual({ data: result.items, has_more: false });
  });

  test("continue a conversation, as text or as the protocol's input", async () => {
    const { thread } = await post<TurnResult>("/messages", { text: "List tasks" });
    const next = await post<TurnResult>("/messages", {
      thread_id: thread.id,
      input: userInput("List tasks"),
    });
    expect(next.thread.id).toBe(thread.id);
    const [message] = next.items;
    expect(message).toMatchObject({
      type: "user_message",
      content: [{ type: "input_text", text: "List tasks" }],
    });
    const page = await rest<Page<ThreadItem>>(`/threads/${thread.id}/items?limit=1`);
    expect(page).toEqual({ data: next.items.slice(-1), has_more: true, after: next.items.at(-1)?.id });
  });

  test("stream their answer to a client that accepts events", async () => {
    const response = await ada.api("/api/chatkit/messages", {
      method: "POST",
      body: { text: "List tasks" },
      headers: { accept: "text/event-stream" },
    });
    expect(response.headers.get("x-chatkit-run-id")).toMatch(/^run_/);
    const events = await allEvents(response);
    expect(events[0]?.type).toBe("thread.created");
    expect(events.at(-1)?.type).not.toBe("error");
  });

  test("include their stored rendering on request", async () => {
    const { thread } = await post<TurnResult>("/messages", { text: "Create a task: **bold** <script>" });
    const page = await rest<Page<ThreadItem & { html?: string }>>(
      `/threads/${thread.id}/items?include=html&order=asc`,
    );
    const answer = page.data.find(({ type }) => type === "assistant_message");
    expect(answer?.html).toMatch(/^<p>/);
    expect(answer?.html).not.toContain("<script");
  });
});
