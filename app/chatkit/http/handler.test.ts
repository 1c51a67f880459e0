import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ChatKitError } from "../errors.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import { createChatKitServer } from "../server.ts";
import { parseEvents } from "../sse.ts";
import { added, assistant, create, delta, type Handlers, hangs, says, USER } from "../testing/harness.ts";
import { createMemoryStore } from "../testing/memory-store.ts";
import { type ChatKitHandlerOptions, createChatKitHandler } from "./handler.ts";

type Options = Partial<ChatKitHandlerOptions<typeof USER>>;

function handlerOf(handlers: Partial<Handlers> = {}, options: Options = {}) {
  const store = createMemoryStore();
  const logged: unknown[] = [];
  const server = createChatKitServer({ store, handlers: { respond: () => says(), ...handlers } });
  const handle = createChatKitHandler({
    server,
    context: () => USER,
    log: (error) => logged.push(error),
    ...options,
  });
  return { store, handle, logged };
}

const post = (body: unknown, init: RequestInit = {}) =>
  new Request("http://chat.test/chatkit", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...init,
  });

async function eventsOf(response: Response): Promise<ThreadStreamEvent[]> {
  const events: ThreadStreamEvent[] = [];
  if (response.body) for await (const { event } of parseEvents(response.body)) events.push(event);
  return events;
}

/** An answer that begins, and then hangs. */
async function* halfAnAnswer(): AsyncGenerator<ThreadStreamEvent> {
  yield added(assistant("message_9"));
  yield delta("message_9", "Half");
  await hangs();
}

const whatIsKept = (store: ReturnType<typeof createMemoryStore>) =>
  store.itemsOf("thread_1").map((item) => ("ended" in item ? `${item.type} ${item.ended}` : item.type));

describe("answers", () => {
  it("JSON, which nobody may cache, or a stream", async () => {
    const { handle } = handlerOf();
    const listed = await handle(post({ type: "threads.list", params: {} }));
    expect([listed.status, listed.headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(await listed.json()).toEqual({ data: [], has_more: false });
    const streamed = await handle(post(create()));
    expect(streamed.headers.get("content-type")).toBe("text/event-stream");
    const types = (await eventsOf(streamed)).map(({ type }) => type);
    expect(types).toEqual(["thread.created", "thread.item.done", "stream_options"]);
  });

  it.each([
    [405, new Request("http://chat.test/chatkit")],
    [415, post("{}", { headers: { "content-type": "text/plain" } })],
    [413, post({ type: "x".repeat(2000) })],
    [400, post("{")],
    [400, post({ type: "threads.list", params: { order: "up" } })],
    [404, post({ type: "threads.get_by_id", params: { thread_id: "absent" } })],
    [501, post({ type: "input.transcribe", params: { audio_base64: "", mime_type: "audio/webm" } })],
  ])("refuses with %i", async (status, request) => {
    const { handle, logged } = handlerOf({}, { maxBodyBytes: 1000 });
    const response = await handle(request);
    const body = await response.json();
    expect(response.status).toBe(status);
    expect(body).toMatchObject({ error: { code: expect.any(String), message: body.message } });
    expect(logged).toEqual([]);
  });

  it("refuses a body whose declared length is too large without reading it", async () => {
    const { handle } = handlerOf({}, { maxBodyBytes: 1000 });
    const headers = { "content-type": "application/json", "content-length": "1001" };
    const body = new ReadableStream({ pull: hangs }, { highWaterMark: 0 });
    const streamed = { headers, body, duplex: "half" };
    const response = await handle(post("", streamed));
    expect(response.status).toBe(413);
  });
});

describe("the caller", () => {
  it("is asked for before the body is read, and refused with a challenge", async () => {
    const context = () => {
      throw new ChatKitError("unauthorized", "Sign in.");
    };
    const response = await handlerOf({}, { context }).handle(post("not even JSON"));
    expect([response.status, response.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(await response.json()).toEqual({
      error: { code: "unauthorized", message: "Sign in." },
      message: "Sign in.",
    });
  });

  it("may be told when to come back", async () => {
    const context = () => {
      throw new ChatKitError("rate_limited", "Slowly.", { retryAfter: 1.5 });
    };
    const response = await handlerOf({}, { context }).handle(post(create()));
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "2"]);
  });
});

describe("failures", () => {
  const context = () => {
    throw new Error("the secret host db-1 is away");
  };

  it("are logged, and say nothing to the client", async () => {
    const { handle, logged } = handlerOf({}, { context });
    const response = await handle(post({ type: "threads.list", params: {} }));
    expect(response.status).toBe(500);
    expect(await response.text()).not.toContain("db-1");
    expect(logged).toHaveLength(1);
  });

  it("are events of a stream where one was asked for, because ChatKit repeats what gets a 5xx", async () => {
    const response = await handlerOf({}, { context }).handle(post(create()));
    expect(response.status).toBe(200);
    expect(await eventsOf(response)).toMatchObject([{ type: "error", code: "stream.error" }]);
  });
});

describe("a stream", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  /** Reads until the answer hangs. */
  async function begun(handle: (request: Request) => Promise<Response>, init: RequestInit = {}) {
    const reader = (await handle(post(create(), init))).body?.getReader();
    if (!reader) throw new Error("there is no stream");
    for (let count = 0; count < 5; count += 1) await reader.read();
    return reader;
  }

  it("carries a comment while there is nothing to say", async () => {
    const reader = await begun(handlerOf({ respond: halfAnAnswer }).handle);
    const next = reader.read();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(new TextDecoder().decode((await next).value)).toBe(": waiting\n\n");
    await reader.cancel();
  });

  it("that its reader leaves is stopped, and what there was of the answer is kept", async () => {
    const { handle, store } = handlerOf({ respond: halfAnAnswer });
    const reader = await begun(handle);
    await reader.cancel();
    expect(whatIsKept(store)).toEqual(["user_message", "assistant_message stopped", "sdk_hidden_context"]);
  });

  it("is stopped by the request's signal, also while nobody reads", async () => {
    const { handle, store } = handlerOf({ respond: halfAnAnswer });
    const leaving = new AbortController();
    const response = await handle(post(create(), { signal: leaving.signal }));
    await vi.waitFor(() => expect(store.itemsOf("thread_1")).toHaveLength(1));
    leaving.abort();
    await vi.waitFor(() => expect(whatIsKept(store)).toContain("sdk_hidden_context"));
    expect(response.bodyUsed).toBe(false);
  });

  it("is interrupted when the process stops, and ends", async () => {
    const stopping = new AbortController();
    const { handle, store } = handlerOf({ respond: halfAnAnswer }, { shutdown: stopping.signal });
    const readers = await Promise.all(Array.from({ length: 12 }, () => begun(handle)));
    stopping.abort();
    for (const reader of readers) expect((await reader.read()).done).toBe(true);
    expect(whatIsKept(store)).toEqual([
      "user_message",
      "assistant_message interrupted",
      "sdk_hidden_context",
    ]);
  });
});
