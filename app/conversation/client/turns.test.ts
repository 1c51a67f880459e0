import { once } from "node:events";
import { createServer } from "node:http";
import { afterEach, expect, it, vi } from "vitest";
import { credentials } from "./credentials.ts";
import { stopTurn } from "./turns.ts";

const servers: { close(): void }[] = [];
afterEach(() => {
  vi.unstubAllGlobals();
  for (const server of servers.splice(0)) server.close();
});

/** A server that answers with these statuses in turn; the page's own addresses lead to it. */
async function answering(...statuses: number[]): Promise<string[]> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.writeHead(statuses.shift() ?? 500).end("{}");
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
