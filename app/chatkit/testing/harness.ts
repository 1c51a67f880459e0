import type { ChatKitHandlers } from "../handlers.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { AssistantMessageItem, ThreadItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import { createChatKitServer, type ProcessResult } from "../server.ts";
import { createMemoryStore, type MemoryStore } from "./memory-store.ts";

export const USER = { userId: "user_1" };
export const NOW = "2026-01-31T12:00:00.000Z";
export type Handlers = ChatKitHandlers<typeof USER>;

export interface Harness {
  store: MemoryStore;
  /** The errors that were passed to `log`. */
  logged: unknown[];
  process(body: unknown, context?: typeof USER): Promise<ProcessResult>;
  /** The response to a non-streaming request. */
  json(body: unknown, context?: typeof USER): Promise<unknown>;
  /** All events of a streaming request. */
  events(body: unknown, signal?: AbortSignal): Promise<ThreadStreamEvent[]>;
}

/** A server over a store in memory. Without a `respond` handler its assistant answers nothing. */
export function createHarness(handlers: Partial<Handlers> = {}): Harness {
  const store = createMemoryStore();
  const logged: unknown[] = [];
  const server = createChatKitServer<typeof USER>({
    store,
    handlers: { respond: () => says(), ...handlers },
    now: () => new Date(NOW),
    log: (error) => logged.push(error),
  });
  const process: Harness["process"] = (body, context = USER) => server.process(body, context);
  return {
    store,
    logged,
    process,
    async json(body, context) {
      const result = await process(body, context);
      if (result.kind !== "json") throw new Error("expected JSON");
      return result.body;
    },
    async events(body, signal = new AbortController().signal) {
      const result = await process(body);
      if (result.kind !== "stream") throw new Error("expected a stream");
      return collect(result.events(signal));
    },
  };
}

/** The events of the assistant's turn: what comes after the user's message. */
export async function turnOf(respond: Handlers["respond"]) {
  const harness = createHarness({ respond });
  const events = await harness.events(create());
  return { ...harness, events: events.slice(2) };
}

/** Everything an iterable gives, once it has ended. */
export async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const values: T[] = [];
  for await (const value of source) values.push(value);
  return values;
}

/** A stream of these events. */
export async function* says(...events: ThreadStreamEvent[]): AsyncGenerator<ThreadStreamEvent> {
  yield* events;
}

/** Never resolves, like a model that hangs. */
export const hangs = (): Promise<never> => new Promise(() => undefined);

export const done = (item: ThreadItem): ThreadStreamEvent => ({ type: "thread.item.done", item });
export const added = (item: ThreadItem): ThreadStreamEvent => ({ type: "thread.item.added", item });

export const delta = (itemId: string, text: string): ThreadStreamEvent => ({
  type: "thread.item.updated",
  item_id: itemId,
  update: { type: "assistant_message.content_part.text_delta", content_index: 0, delta: text },
});

const fields = (id: string, threadId: string) => ({ id, thread_id: threadId, created_at: NOW });

export const assistant = (id: string, text?: string, threadId = "thread_1"): AssistantMessageItem => ({
  type: "assistant_message",
  ...fields(id, threadId),
  content: text === undefined ? [] : [{ type: "output_text", text, annotations: [] }],
});

export const user = (id: string, text: string, threadId = "thread_1"): ThreadItem => ({
  type: "user_message",
  ...fields(id, threadId),
  content: [{ type: "input_text", text }],
  attachments: [],
  inference_options: {},
});

export const hidden = (id: string, threadId = "thread_1"): ThreadItem => ({
  type: "hidden_context_item",
  ...fields(id, threadId),
  content: "for the model only",
});

export const widget = (id: string, threadId = "thread_1"): ThreadItem => ({
  type: "widget",
  ...fields(id, threadId),
  widget: { type: "Card", children: [{ type: "Text", id: "text", value: "Hi" }] },
});

export const toolCall = (id: string, threadId = "thread_1"): ThreadItem => ({
  type: "client_tool_call",
  ...fields(id, threadId),
  status: "pending",
  call_id: `call_${id}`,
  name: "get_location",
  arguments: {},
});

export const thread = (id = "thread_1", changes: Partial<ThreadMetadata> = {}): ThreadMetadata => ({
  id,
  created_at: NOW,
  status: { type: "active" },
  metadata: {},
  ...changes,
});

export const input = (text: string) => ({ content: [{ type: "input_text", text }] });
export const create = (text = "Hello") => ({ type: "threads.create", params: { input: input(text) } });

/** A request about thread_1. */
export const inThread = (type: string, params: object) => ({
  type,
  params: { thread_id: "thread_1", ...params },
});

/** Each event in brief: `thread.item.done message_1`. */
export function outline(events: ThreadStreamEvent[]): string[] {
  return events.map((event) => {
    if ("item" in event) return `${event.type} ${event.item.id}`;
    if ("item_id" in event) return `${event.type} ${event.item_id}`;
    return event.type;
  });
}
