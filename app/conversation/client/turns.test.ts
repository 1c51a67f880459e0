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

/** A server that answers in these ways in turn; the page's own addresses lead to it. */
async function answering(...replies: Reply[]): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer(({ method, url, headers }, response) => {
    asked.push([method, url, headers["last-event-id"]].filter(Boolean).join(" "));
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
  return asked;
}

it("a Stop that comes before the server knows of the send is said again", async () => {
  const asked = await answering(404, 404, 202);
  await stopTurn("key_1");
  expect(asked).toEqual(Array.from({ length: 3 }, () => "POST /api/chatkit/runs/key_1/stop"));
});

it("a Stop that was heard is said once", async () => {
  const asked = await answering(202);
  await stopTurn("run_1");
  expect(asked).toHaveLength(1);
});

/** Sends these lines of progress as a stream, and then ends it or lets its connection break. */
const streaming = (texts: string[], end: "whole" | "broken") => (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "text/event-stream", "x-chatkit-run-id": "run_1" });
  for (const text of texts) response.write(`data: {"type":"progress_update","text":"${text}"}\n\n`);
  if (end === "whole") response.end();
  else setTimeout(() => response.destroy(), 20);
};

it("an answer is followed on over breaks and a server that isn't there for a while", async () => {
  const asked = await answering(
    streaming(["a", "b"], "broken"),
    503,
    (response) => response.destroy(),
    streaming(["c"], "whole"),
  );
  const { events } = await followTurn("run_1", 0, new AbortController().signal);
  const told = await Array.fromAsync(events);
  expect(told.map((event) => "text" in event && event.text)).toEqual(["a", "b", "c"]);
  const request = "GET /api/chatkit/runs/run_1/events";
  expect(asked).toEqual([`${request} 0`, `${request} 2`, `${request} 2`, `${request} 2`]);
});

it("an answer that is gone is not waited for", async () => {
  const asked = await answering(streaming(["a"], "broken"), 404);
  const { events } = await followTurn("run_1", 0, new AbortController().signal);
  await expect(Array.fromAsync(events)).rejects.toThrow("refused");
  expect(asked).toHaveLength(2);
});
