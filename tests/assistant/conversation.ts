import { createChatKitServer } from "#app/chatkit/server.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import { createActions } from "#app/assistant/actions.ts";
import { answerText } from "#app/assistant/message-text.ts";
import type { ChatContext } from "#app/assistant/context.ts";
import { createChatKitStore } from "#db/chatkit-store.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { Database } from "#db/types.ts";

export interface Conversation {
  store: Store<ChatContext>;
  /** Everything that became an `error` event. */
  logged: unknown[];
  threadId(): string;
  /** Sends a protocol request and returns what it streams. */
  request(body: unknown, signal?: AbortSignal): Promise<ThreadStreamEvent[]>;
  /** Sends a protocol request that is answered with JSON. */
  ask(body: unknown): Promise<unknown>;
  /** Sends a message to this conversation and returns what it streams. */
  send(text: string, signal?: AbortSignal): Promise<ThreadStreamEvent[]>;
  /** Sends a message and returns the text of the answer. */
  say(text: string): Promise<string>;
}

type Respond = ChatKitHandlers<ChatContext>["respond"];

/** A conversation of one user with an assistant, over the real protocol server and a real database. */
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
    logged,
    request,
    ask,
    send,
    threadId: () => threadId ?? "",
    say: async (text) => answerIn(await send(text)),
  };
}

/** The text of the answers that a stream has finished. */
export function answerIn(events: ThreadStreamEvent[]): string {
  return events
    .map((event) =>
      event.type === "thread.item.done" && event.item.type === "assistant_message"
        ? answerText(event.item)
        : "",
    )
    .filter(Boolean)
    .join("\n\n");
}

/** The text deltas of a stream, in order. */
export function deltasIn(events: ThreadStreamEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "thread.item.updated" && event.update.type === "assistant_message.content_part.text_delta"
      ? [event.update.delta]
      : [],
  );
}
