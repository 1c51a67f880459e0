import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import { credentials } from "#app/shell/credentials.ts";
import { createChatKitFetch, type Failure } from "./chatkit-fetch.ts";

const sentTo: string[] = [];
/** What the server answers to the streaming requests. */
let events: unknown[] = [];

const userMessage = (threadId: string) => ({
  type: "thread.item.done",
  item: {
    type: "user_message",
    id: "msg_1",
    thread_id: threadId,
    created_at: "2026-01-01T00:00:00Z",
    content: [{ type: "input_text", text: "Hello" }],
    attachments: [],
    inference_options: {},
  },
});

beforeEach(() => {
  sentTo.length = 0;
  credentials.offer({ value: "secret", expiresAt: Date.now() + 600_000 });
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    sentTo.push(url);
    if (!new Headers(init.headers).get("accept")?.includes("event-stream"))
      return Response.json({}, { status: 400 });
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const chunks = events.map((event) => new TextDecoder().decode(encodeEvent(event as ThreadStreamEvent)));
    return new Response(chunks.join(""), { headers: { ...EVENT_STREAM, "x-chatkit-run-id": "run_1" } });
  });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

function start(threadId: string | null) {
  const log: string[] = [];
  const failures: Failure[] = [];
  const api = createChatKitFetch({
    onSending: (message) => void log.push(`sending to ${message.threadId}`),
    onConfirmed: (message) => void log.push(`confirmed in ${message.threadId}`),
    onEvent: ({ type }) => void log.push(type),
    onStop: () => void log.push("stop"),
    onSyncAction: () => void log.push("sync action"),
    onFailure: (failure) => void failures.push(failure),
  });
  api.setThread(threadId);
  const post = (type: string, params: object, signal?: AbortSignal) =>
    api.fetch("/api/chatkit", {
      method: "POST",
      headers: { accept: "text/event-stream" },
      body: JSON.stringify({ type, params }),
      ...(signal && { signal }),
    });
  return { log, failures, api, post };
}
const input = { content: [{ type: "input_text", text: "Hello" }] };

it("keeps a message until the server has it", async () => {
  events = [userMessage("thr_a")];
  const { log, post } = start("thr_a");
  const response = await post("threads.add_user_message", { thread_id: "thr_a", input });
  await response.text();
  expect(log).toEqual(["sending to thr_a", "confirmed in thr_a", "thread.item.done"]);
});

it("refuses a message to another conversation than the page's, and gives it back", async () => {
  const { failures, log, post } = start("thr_b");
  const response = await post("threads.add_user_message", { thread_id: "thr_a", input });
  expect(response.status).toBe(400);
  expect(failures).toMatchObject([{ lost: { threadId: "thr_a", content: input.content } }]);
  expect([log, sentTo]).toEqual([[], []]);
});

it("gives a message back that ends in an error before it is stored", async () => {
  events = [{ type: "error", code: "custom", message: "Too much.", allow_retry: false }];
  const { failures, post } = start("thr_a");
  expect((await post("threads.add_user_message", { thread_id: "thr_a", input })).status).toBe(400);
  expect(failures).toMatchObject([{ message: "Too much.", lost: { threadId: "thr_a" } }]);
});

it.each([
  ["a good end", { type: "thread.updated", thread: { id: "thr_a" } }],
  ["an error", { type: "error", code: "custom", message: "Broken.", allow_retry: true }],
])("takes an abort after %s for no stop", async (_, last) => {
  events = [userMessage("thr_a"), last];
  const aborter = new AbortController();
  const { log, post } = start("thr_a");
  const response = await post("threads.add_user_message", { thread_id: "thr_a", input }, aborter.signal);
  const reader = response.body?.getReader();
  await reader?.read();
  await reader?.read();
  if (last.type !== "error") await reader?.read();
  aborter.abort();
  expect(log).not.toContain("stop");
  expect(sentTo.filter((url) => url.endsWith("/stop"))).toEqual([]);
});

it("takes an abort while the body is read for Stop", async () => {
  events = [userMessage("thr_a"), { type: "progress_update", text: "Thinking" }];
  const aborter = new AbortController();
  const { log, post } = start("thr_a");
  await post("threads.add_user_message", { thread_id: "thr_a", input }, aborter.signal);
  aborter.abort();
  expect(log.at(-1)).toBe("stop");
  await vi.waitFor(() => expect(sentTo.at(-1)).toBe("/api/chatkit/runs/run_1/stop"));
});

it("passes on what it doesn't know, and says when a rating isn't stored", async () => {
  const { failures, post } = start("thr_a");
  await post("threads.from_a_newer_client", {});
  expect(sentTo).toEqual(["/api/chatkit"]);
  expect(failures).toEqual([]);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  expect((await post("items.feedback", {})).status).toBe(503);
  expect(failures).toMatchObject([{ message: "Your rating could not be saved." }]);
});

it("sends a widget's actions one after the other, and reports those that were carried out", async () => {
  const { log, post } = start("thr_a");
  const answers: ((status: number) => void)[] = [];
  vi.stubGlobal("fetch", () => {
    log.push("sent");
    return new Promise((resolve) => {
      answers.push((status) => resolve(Response.json({}, { status })));
    });
  });
  const act = () => post("threads.sync_custom_action", { thread_id: "thr_a", item_id: "wid_1" });
  const [first, second] = [act(), act()];
  await vi.waitFor(() => expect(log).toEqual(["sent"]));
  answers[0]?.(200);
  expect((await first).status).toBe(200);
  await vi.waitFor(() => expect(log).toEqual(["sent", "sync action", "sent"]));
  answers[1]?.(400);
  expect((await second).status).toBe(400);
  expect(log).toHaveLength(3);
});
