import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import { afterEach, expect, it, vi } from "vitest";
import { credentials } from "#app/shell/credentials.ts";
import { followTurn, stopTurn } from "./turns.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  vi.unstubAllGlobals();
  for (const server of servers.splice(0)) server.close();
});

type Reply = number | ((response: ServerResponse) => void);

/**
 * Starts a server that gives these replies in order, and points `fetch` at it. Returns the list of requests
 * received.
 */
async function startServer(...replies: Reply[]): Promise<string[]> {
  const requests: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    requests.push([method, url, headers["last-event-id"]].filter(Boolean).join(" "));
    const reply = replies.shift() ?? 500;
    if (typeof reply === "number") response.writeHead(reply).end("{}");
    else reply(response);
  });
  server.listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    fetch(new URL(path, `http://127.0.0.1:${address.port}`), { ...init, keepalive: false }),
  );
  credentials.offer({ value: "secret", expiresAt: Date.now() + 600_000 });
  return requests;
}

it("repeats a Stop that arrives before the server has registered the send", async () => {
  const requests = await startServer(404, 404, 202);
  await stopTurn("key_1");
  expect(requests).toEqual(Array.from({ length: 3 }, () => "POST /api/chatkit/runs/key_1/stop"));
});

it("sends an accepted Stop once", async () => {
  const requests = await startServer(202);
  await stopTurn("run_1");
  expect(requests).toHaveLength(1);
});

/** Streams these progress texts, then ends the stream or breaks its connection. */
const streaming = (texts: string[], end: "whole" | "broken") => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "text/event-stream", "x-chatkit-run-id": "run_1" });
  for (const text of texts) response.write(`data: {"type":"progress_update","text":"${text}"}\n\n`);
  if (end === "whole") response.end();
  else setTimeout(() => response.destroy(), 20);
};

it("follows an answer across broken connections and a server that is briefly unavailable", async () => {
  const requests = await startServer(
    streaming(["a", "b"], "broken"),
    503,
    (response) => response.destroy(),
    streaming(["c"], "whole"),
  );
  const { events } = await followTurn("run_1", 0, new AbortController().signal);
  const received = await Array.fromAsync(events);
  expect(received.map((event) => "text" in event && event.text)).toEqual(["a", "b", "c"]);
  const request = "GET /api/chatkit/runs/run_1/events";
  expect(requests).toEqual([`${request} 0`, `${request} 2`, `${request} 2`, `${request} 2`]);
});

it("gives up on an answer that no longer exists", async () => {
  const requests = await startServer(streaming(["a"], "broken"), 404);
  const { events } = await followTurn("run_1", 0, new AbortController().signal);
  await expect(Array.fromAsync(events)).rejects.toThrow("refused");
  expect(requests).toHaveLength(2);
});
