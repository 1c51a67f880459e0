import { once } from "node:events";
import { createServer, type IncomingMessage, request as nodeRequest, type Server } from "node:http";
import { afterEach, expect, it } from "vitest";
import { refusal } from "./refusal.ts";
import type { RequestHandler } from "./handler.ts";
import { type NodeListenerOptions, toNodeListener } from "./node-listener.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** Serves a handler, and gives its URL. */
async function serve(handle: RequestHandler, options?: NodeListenerOptions): Promise<string> {
  const server = createServer(toNodeListener(handle, options)).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
}

it("passes on the request as the client sent it, and the response as the handler made it", async () => {
  const url = await serve(async (request) => {
    const headers = new Headers({ "x-seen": `${request.method} ${request.url}` });
    headers.append("set-cookie", "a=1");
    headers.append("set-cookie", "b=2");
    return new Response(`${request.headers.get("x-sent")} ${await request.text()}`, { status: 201, headers });
  });
  const response = await fetch(`${url}/a?b=c`, {
    method: "POST",
    body: "Hello",
    headers: { "x-sent": "yes" },
  });
  expect([response.status, await response.text()]).toEqual([201, "yes Hello"]);
  expect(response.headers.get("x-seen")).toBe(`POST ${url}/a?b=c`);
  expect(response.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
});

it("has the origin that it is given, whatever the client says", async () => {
  const url = await serve(async (request) => new Response(request.url), {
    origin: "https://chat.example.com",
  });
  expect(await (await fetch(`${url}//other.test/x`)).text()).toBe("https://chat.example.com//other.test/x");
});

it("sends a stream piece by piece, no faster than the client takes it", async () => {
  let made = 0;
  const piece = new Uint8Array(64 * 1024);
  const url = await serve(async () => {
    const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
      made += 1;
      controller.enqueue(piece);
    };
    return new Response(new ReadableStream({ pull }));
  });
  const incoming = await new Promise<IncomingMessage>((resolve) => nodeRequest(url, resolve).end());
  await once(incoming, "readable");
  let before = -1;
  await expect
    .poll(
      () => {
        const isStill = made === before;
        before = made;
        return isStill;
      },
      { interval: 100 },
    )
    .toBe(true);
  expect(made).toBeLessThan(500);
  incoming.destroy();
});

it("aborts the request's signal and cancels the response when the client leaves", async () => {
  const { promise: cancelled, resolve } = Promise.withResolvers<unknown>();
  let signal: AbortSignal | undefined;
  const url = await serve(async (request) => {
    ({ signal } = request);
    const start = (controller: ReadableStreamDefaultController) =>
      controller.enqueue(new TextEncoder().encode("Hello"));
    return new Response(new ReadableStream({ start, cancel: resolve }));
  });
  const leaving = new AbortController();
  const response = await fetch(url, { signal: leaving.signal });
  await response.body?.getReader().read();
  leaving.abort();
  await cancelled;
  expect(signal?.aborted).toBe(true);
});

it("shows a refusal to a client that still sends", async () => {
  const url = await serve(async () => refusal({ code: "unauthorized", message: "Sign in.", status: 401 }));
  const response = await fetch(url, { method: "POST", body: "x".repeat(5 * 1024 * 1024) });
  expect([response.status, (await response.json()).message]).toEqual([401, "Sign in."]);
});

it("answers 500 when the handler rejects, and logs why", async () => {
  const logged: unknown[] = [];
  const url = await serve(() => Promise.reject(new Error("broken")), { log: (error) => logged.push(error) });
  const response = await fetch(url);
  expect([response.status, await response.text()]).toEqual([500, expect.not.stringContaining("broken")]);
  expect(logged).toEqual([new Error("broken")]);
});
