/*
 * A project of somebody else's, compiled against the packed library by packed.test.ts, with stricter settings than ours.
 */
import {
  type ChatKitHandlers,
  ChatKitError,
  createChatKitHandler,
  createChatKitServer,
  parseEvents,
  type Store,
  streamMessage,
  type ThreadItem,
  userText,
  withCors,
} from "chatkit-server";
import { toNodeListener } from "chatkit-server/node";
import { createPostgresStore, createPostgresTables, type SqlClient } from "chatkit-server/postgres";
import { ThreadItem as ThreadItemSchema } from "chatkit-server/schemas";
import { createMemoryStore } from "chatkit-server/testing";
import { applyEvent } from "chatkit-server/transcript";
import { action, button, card, streamWidget, text } from "chatkit-server/widgets";
import { createServer } from "node:http";

interface Context {
  userId: string;
  language: string | undefined;
}

declare const client: SqlClient;
await createPostgresTables(client);
const stores: Store<Context>[] = [
  createMemoryStore(),
  createPostgresStore<Context>({ client, owner: ({ userId }) => userId }),
];

function handlersOf(store: Store<Context>): ChatKitHandlers<Context> {
  return {
    async *respond(thread, input, context, signal) {
      if (signal.aborted) return;
      thread.title ??= input ? userText(input) : "Hello";
      const message = { id: store.generateId("message", context), threadId: thread.id };
      yield* streamMessage(message, ["Hello ", context.language ?? "there"]);
      const widget = card([text("Sunny"), button("More", { onClickAction: action("more", { page: 2 }) })]);
      yield* streamWidget(thread, widget, { id: store.generateId("widget", context) });
    },
    async syncAction(_thread, _action, sender) {
      return { updated_item: sender ?? undefined };
    },
  };
}

const [store] = stores;
if (!store) throw new Error("no store");
const server = createChatKitServer({ store, handlers: handlersOf(store) });
const handle = createChatKitHandler({
  server,
  context(request): Context {
    const userId = request.headers.get("x-user");
    if (!userId) throw new ChatKitError("unauthorized", "Sign in first.");
    return { userId, language: undefined };
  },
});
createServer(toNodeListener(withCors(handle, { origins: ["https://www.example.com"] })));

/** The transcript that a response's events make. */
export async function transcriptOf(response: Response): Promise<ThreadItem[]> {
  let items: ThreadItem[] = [];
  if (response.body)
    for await (const { event } of parseEvents(response.body)) items = applyEvent(items, event);
  for (const item of items) {
    if (item.type === "widget") console.log(item.widget.type satisfies "Card" | "ListView" | "Basic");
  }
  return items.map((item) => ThreadItemSchema.parse(item));
}
