// A ChatKit server in one file, over bare node:http: node node_modules/chatkit-server/examples/node-http.mjs
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { createChatKitHandler, createChatKitServer, streamMessage } from "chatkit-server";
import { card, text } from "chatkit-server/widgets";
import { createMemoryStore } from "chatkit-server/testing";

// Conversations live as long as this process. A real app implements the interface `Store` on its database, and checks it
// with `chatkit-server/testing/store-contract`.
const store = createMemoryStore();

const chatkit = createChatKitServer({
  store,
  handlers: {
    async *respond(thread, input, context) {
      const said = input?.content.map((part) => part.text).join("") ?? "";
      thread.title ??= said.slice(0, 40) || "A conversation";
      const id = store.generateId("message", context);
      yield* streamMessage({ id, threadId: thread.id }, ["You said: ", said]);
      if (said.includes("card")) {
        yield {
          type: "thread.item.done",
          item: {
            type: "widget",
            id: store.generateId("widget", context),
            thread_id: thread.id,
            created_at: new Date().toISOString(),
            widget: card([text(said)]),
          },
        };
      }
    },
  },
});

const handle = createChatKitHandler({
  server: chatkit,
  // Who it is: check a token here, and throw `new ChatKitError("unauthorized", …)` when it is wrong.
  context: (request) => ({ userId: request.headers.get("authorization") ?? "everybody" }),
});

const server = createServer(async (incoming, outgoing) => {
  const url = `http://${incoming.headers.host}${incoming.url}`;
  const body = incoming.method === "POST" ? Readable.toWeb(incoming) : undefined;
  const gone = new AbortController();
  outgoing.on("close", () => gone.abort());
  const request = new Request(url, {
    method: incoming.method,
    headers: new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)])),
    body,
    duplex: "half",
    signal: gone.signal,
  });
  // The page that shows ChatKit is on another origin (page.html), so it has to be allowed.
  outgoing.setHeader("access-control-allow-origin", process.env.PAGE_ORIGIN ?? "*");
  outgoing.setHeader(
    "access-control-allow-headers",
    "authorization, content-type, chatkit-frame-instance-id",
  );
  if (incoming.method === "OPTIONS") return outgoing.writeHead(204).end();
  const response = await handle(request).catch((error) => {
    console.error(error);
    return Response.json({ message: "Something went wrong here." }, { status: 500 });
  });
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (!response.body) return outgoing.end();
  for await (const chunk of response.body) outgoing.write(chunk);
  return outgoing.end();
});
server.listen(Number(process.env.PORT ?? 8000), "127.0.0.1", () =>
  console.log(`ChatKit's api.url: http://127.0.0.1:${server.address().port}/chatkit`),
);
