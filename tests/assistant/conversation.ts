import { createChatKitServer } from "#app/chatkit/server.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import { createActions } from "#app/assistant/actions.ts";
import type { ChatContext } from "#app/assistant/context.ts";
import { createChatKitStore } from "#db/chatkit-store.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { Database } from "#db/types.ts";
import { answerIn } from "./events.ts";

export interface Conversation {
  store: Store<ChatContext>;
  /** The context of its turns, which a test may change. */
  context: ChatContext;
  /** The errors that the protocol server logged. */
  logged: unknown[];
  threadId(): string;
  /** Sends a streaming protocol request and returns its events. */
  request(body: unknown, signal?: AbortSignal): Promise<ThreadStreamEvent[]>;
  /** Sends a non-streaming protocol request and returns its JSON. */
  ask(body: unknown): Promise<unknown>;
  /** Sends a message to this conversation and returns the events of its turn. */
  send(text: string, signal?: AbortSignal): Promise<ThreadStreamEvent[]>;
  /** Sends a message and returns the text of the answer. */
  say(text: string): Promise<string>;
}

type Respond = ChatKitHandlers<ChatContext>["respond"];

/** A conversation of a user with an assistant, over the real protocol server and a real database. */
export function startConversation(
  db: Database,
  context: ChatContext,
  makeRespond: (deps: { db: Database; store: Store<ChatContext> }) => Respond,
): Conversation {
  const store: Store<ChatContext> = createChatKitStore(db);
  const logged: unknown[] = [];
  const server = createChatKitServer<ChatContext>({
    store,
    handlers: { respond: makeRespond({ db, store }), ...createActions({ db, store }) },
    log: (error) => logged.push(error),
  });
  let threadId: string | undefined;

  const request: Conversation["request"] = async (body, signal = new AbortController().signal) => {
    const result = await server.process(body, context);
    if (result.kind !== "stream") throw new Error("expected a stream");
    const events: ThreadStreamEvent[] = [];
    for await (const event of result.events(signal)) {
      if (event.type === "thread.created") threadId = event.thread.id;
      events.push(event);
    }
    return events;
  };
  const ask: Conversation["ask"] = async (body) => {
    const result = await server.process(body, context);
    if (result.kind !== "json") throw new Error("expected JSON");
    return result.body;
  };
  const send: Conversation["send"] = (text, signal) => {
    const input = { content: [{ type: "input_text", text }], attachments: [], inference_options: {} };
    const body = threadId
      ? { type: "threads.add_user_message", params: { thread_id: threadId, input } }
      : { type: "threads.create", params: { input } };
    return request(body, signal);
  };
  return {
    store,
    context,
    logged,
    request,
    ask,
    send,
    threadId: () => threadId ?? "",
    say: async (text) => answerIn(await send(text)),
  };
}
