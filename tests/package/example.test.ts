import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Page, Thread } from "#app/chatkit/protocol/threads.ts";
import { allEvents, createThread, eventsOf, json } from "#tests/support/api-client.ts";
import { type Example, type InstalledPackage, installPackage } from "#tests/support/chatkit-package.ts";

const PAGE = "https://www.example.com";
const LONG = "word ".repeat(2_000);

let installed: InstalledPackage;
let example: Example;
beforeAll(async () => {
  installed = await installPackage();
  example = await installed.start("node-http.mjs", { PAGE_ORIGINS: PAGE });
});
afterAll(async () => {
  await example.stop();
  installed.remove();
});

interface Sending {
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

let people = 0;
/** A user of the test's own, who speaks the protocol. */
function somebody({ url }: { url: string } = example) {
  const token = `token_${++people}`;
  const post = (body: unknown, { signal, headers = {} }: Sending = {}) =>
    fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}`, ...headers },
      body: JSON.stringify(body),
      signal: signal ?? null,
    });
  const items = async (threadId: string) => {
    const params = { thread_id: threadId, order: "asc" };
    return (await json<Page<ThreadItem>>(await post({ type: "items.list", params }))).data;
  };
  return { post, items };
}

/** Reads until the answer has some words, and gives the thread's id. */
async function begun(response: Response): Promise<string> {
  let threadId = "";
  for await (const { event } of eventsOf(response.clone())) {
    if (event.type === "thread.created") threadId = event.thread.id;
    if (event.type === "thread.item.updated" && "delta" in event.update) break;
  }
  return threadId;
}

describe("the packed server on node:http", () => {
  test("streams an answer, and has it when it is asked for later", async () => {
    const ada = somebody();
    const response = await ada.post(createThread("Hello there"));
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    const events = await allEvents(response);
    expect([...new Set(events.map(({ type }) => type))]).toEqual([
      "thread.created",
      "thread.item.done",
      "stream_options",
      "thread.item.added",
      "thread.updated",
      "thread.item.updated",
    ]);
    const threads = await json<Page<Thread>>(await ada.post({ type: "threads.list", params: {} }));
    expect(threads.data).toMatchObject([{ title: "Hello there" }]);
    expect(await ada.items(threads.data[0]?.id ?? "")).toMatchObject([
      { type: "user_message" },
      { type: "assistant_message", content: [{ text: "You said: Hello there" }] },
    ]);
  });

  test("sends pieces as they are made, to several at once", async () => {
    const started = Date.now();
    const responses = await Promise.all([1, 2, 3, 4, 5].map(() => somebody().post(createThread(LONG))));
    await Promise.all(responses.map(begun));
    // All of it would take 40 seconds.
    expect(Date.now() - started).toBeLessThan(20_000);
    for (const { body } of responses) await body?.cancel();
  });

  test("stops the answer when its reader leaves, and keeps what there was", async () => {
    const ada = somebody();
    const leaving = new AbortController();
    const threadId = await begun(await ada.post(createThread(LONG), { signal: leaving.signal }));
    leaving.abort();
    await expect
      .poll(() => ada.items(threadId))
      .toMatchObject([{ type: "user_message" }, { type: "assistant_message", ended: "stopped" }]);
  });

  test("keeps users apart, and strangers out", async () => {
    const ada = somebody();
    const [created] = await allEvents(await ada.post(createThread("Mine")));
    if (created?.type !== "thread.created") throw new Error("no thread was created");
    const get = { type: "threads.get_by_id", params: { thread_id: created.thread.id } };
    expect((await ada.post(get)).status).toBe(200);
    expect((await somebody().post(get)).status).toBe(404);
    expect((await ada.post(get, { headers: { authorization: "" } })).status).toBe(401);
  });

  test("shows widgets, and answers their actions", async () => {
    const ada = somebody();
    const events = await allEvents(await ada.post(createThread("A card")));
    const widget = events.flatMap((event) =>
      "item" in event && event.item.type === "widget" ? event.item : [],
    )[0];
    const params = { thread_id: widget?.thread_id, item_id: widget?.id, action: { type: "thank" } };
    const answered = await allEvents(await ada.post({ type: "threads.custom_action", params }));
    expect(answered.at(-1)).toMatchObject({ item: { content: [{ text: "That was “thank”." }] } });
  });

  test("refuses what isn't the protocol, with a status and the place", async () => {
    const ada = somebody();
    const wrong = await ada.post({ type: "threads.list", params: { order: "up" } });
    expect([wrong.status, await wrong.json()]).toMatchObject([
      400,
      { error: { code: "invalid_request", issues: [{ path: "params.order" }] } },
    ]);
    expect((await ada.post(createThread("x".repeat(3 * 1024 * 1024)))).status).toBe(413);
    expect((await fetch(example.url)).status).toBe(405);
  });

  test("lets pages of the listed origin in, and no others", async () => {
    const preflight = (origin: string) =>
      fetch(example.url, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });
    const allowed = await preflight(PAGE);
    expect([allowed.status, allowed.headers.get("access-control-allow-origin")]).toEqual([204, PAGE]);
    expect((await preflight("https://evil.test")).headers.get("access-control-allow-origin")).toBeNull();
    const streamed = await somebody().post(createThread("Hello"), { headers: { origin: PAGE } });
    expect(streamed.headers.get("access-control-allow-origin")).toBe(PAGE);
    await streamed.body?.cancel();
  });

  test("ends running answers when it is told to stop", async () => {
    const other = await installed.start("node-http.mjs");
    const response = await somebody(other).post(createThread(LONG));
    await begun(response);
    const rest = allEvents(response);
    expect(await other.stop()).toBe(0);
    expect((await rest).map(({ type }) => type)).not.toContain("error");
  });
});
