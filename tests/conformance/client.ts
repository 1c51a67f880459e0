import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { pageOf } from "#app/chatkit/protocol/threads.ts";
import { EVENT_STREAM } from "#app/chatkit/sse.ts";
import type { Store } from "#app/chatkit/store.ts";
import { create } from "#app/chatkit/testing/harness.ts";
import type { ChatKitContext } from "#db/chatkit-store.ts";
import { allEvents } from "#tests/support/api-client.ts";

/** HTTP requests and responses of one user. */
interface Calls {
  post(body: unknown): Promise<Response>;
  /** The body of an answer that must be JSON and a success. */
  json(type: string, params: object): Promise<unknown>;
  /** The events of an answer that must be a stream. */
  events(type: string, params: object): Promise<ThreadStreamEvent[]>;
  /** Begins a thread and reads the answer to its end. */
  start(text?: string): Promise<{ threadId: string; events: ThreadStreamEvent[] }>;
  /** What the client sees of a thread, oldest first. */
  items(threadId: string): Promise<ThreadItem[]>;
}

/** A user of the test's own, with access to the store. */
export interface Client extends Calls {
  context: ChatKitContext;
  /** What is kept behind the server: hidden items, metadata. */
  store: Store<ChatKitContext>;
  attachments: Map<string, Attachment>;
  /** What became an `error` event. */
  logged: unknown[];
  /** Resolves when no turn of hers is under way, also one whose reader has left. */
  turnsOver(): Promise<unknown>;
}

/** Calls to a scripted server on behalf of one of its users. */
export function clientOf(url: string, userId: string): Calls {
  const headers = { "content-type": "application/json", "x-user": userId };
  const post: Calls["post"] = (body) => fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
  async function answer(body: unknown, type: string): Promise<Response> {
    const response = await post(body);
    if (response.headers.get("content-type") === type && response.ok) return response;
    throw new Error(`expected ${type}, got ${response.status}: ${await response.text()}`);
  }
  const events: Calls["events"] = async (type, params) =>
    allEvents(await answer({ type, params }, EVENT_STREAM["content-type"]));
  const jsonOf: Calls["json"] = async (type, params) =>
    (await answer({ type, params }, "application/json")).json();
  return {
    post,
    events,
    json: jsonOf,
    async start(text) {
      const { type, params } = create(text);
      const told = await events(type, params);
      const [created] = told;
      if (created?.type !== "thread.created") throw new Error("no thread was created");
      return { threadId: created.thread.id, events: told };
    },
    async items(threadId) {
      const page = await jsonOf("items.list", { thread_id: threadId, order: "asc", limit: 100 });
      return pageOf(ThreadItem).parse(page).data;
    },
  };
}
