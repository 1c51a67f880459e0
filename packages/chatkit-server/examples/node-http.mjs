// A ChatKit server in one file, over bare node:http: node node_modules/chatkit-server/examples/node-http.mjs
// PORT (default: 8000), and PAGE_ORIGINS: the origins of the pages that may use it (default: that of page.mjs).
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import {
  ChatKitError,
  createChatKitHandler,
  createChatKitServer,
  streamMessage,
  userText,
  withCors,
} from "chatkit-server";
import { toNodeListener } from "chatkit-server/node";
import { createMemoryStore } from "chatkit-server/testing";
import { action, button, card, text } from "chatkit-server/widgets";

// Conversations live as long as this process; chatkit-server/postgres keeps them.
const store = createMemoryStore();

/** In place of a model: says it back, word by word. */
async function* echo(said, signal) {
  yield "You said: ";
  for (const word of said.match(/\S+\s*/g) ?? []) {
    await delay(20, undefined, { signal });
    yield word;
  }
}

const server = createChatKitServer({
  store,
  handlers: {
    async *respond(thread, input, context, signal) {
      const said = input ? userText(input) : "";
      thread.title ??= said.slice(0, 60) || "A conversation";
      const message = { id: store.generateId("message", context), threadId: thread.id };
      yield* streamMessage(message, echo(said, signal));
      if (/\bcard\b/i.test(said)) {
        yield {
          type: "thread.item.done",
          item: {
            type: "widget",
            id: store.generateId("widget", context),
            thread_id: thread.id,
            created_at: new Date().toISOString(),
            widget: card([text(said), button("Thank you", { onClickAction: action("thank") })]),
          },
        };
      }
    },
    async *action(thread, { type }, sender, context) {
      const message = { id: store.generateId("message", context), threadId: thread.id };
      yield* streamMessage(message, [`That was “${type}”.`]);
    },
  },
  log: (error) => console.error("An answer failed:", error),
});

const stopping = new AbortController();
const handle = createChatKitHandler({
  server,
  shutdown: stopping.signal,
  // Who it is. Here every token is a user of its own; check yours.
  context(request) {
    const [, token] = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "") ?? [];
    if (!token) throw new ChatKitError("unauthorized", "Sign in first.");
    return { userId: token };
  },
});

const origins = (process.env.PAGE_ORIGINS ?? "http://localhost:8001").split(",");
const http = createServer(toNodeListener(withCors(handle, { origins })));
http.listen(Number(process.env.PORT ?? 8000), "localhost", () => {
  console.log(`ChatKit's api.url is http://localhost:${http.address().port}/chatkit`);
});

process.once("SIGTERM", () => {
  stopping.abort();
  http.close();
});
