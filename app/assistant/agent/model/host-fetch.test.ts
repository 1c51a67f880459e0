import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { expect, onTestFinished, test } from "vitest";
import { fetchOfTurn } from "./host-fetch.ts";
import { WordsAhead } from "./words-ahead.ts";

const FRAME = `data: {"type":"response.created"}\n\n`;
const STREAM = { "content-type": "text/event-stream" };

/** A host that answers by a function. Its URL, and what it was asked. */
async function startHost(answer: RequestListener) {
  const asked: { headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    asked.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    answer(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/v1/responses`, asked };
}

const post = (url: string, init: RequestInit = {}) =>
  fetchOfTurn(new WordsAhead())(url, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: "Bearer key" },
    body: `{"input":"Häuser"}`,
    ...init,
  });

test("a request is sent as fetch sends it, and its answer comes with status and headers", async () => {
  const { url, asked } = await startHost((_request, response) => {
    response.writeHead(429, {
      "content-type": "application/json",
      "x-request-id": "req_1",
      "retry-after": "99",
    });
    response.end(`{"error":{"message":"slow down"}}`);
  });
  const response = await post(url);
  expect(asked).toEqual([
    {
      body: `{"input":"Häuser"}`,
      headers: expect.objectContaining({
        authorization: "Bearer key",
        "content-type": "application/json",
        "content-length": "19",
      }),
    },
  ]);
  expect(response.status).toBe(429);
  expect(response.headers.get("x-request-id")).toBe("req_1");
  // The SDK would wait 99 seconds.
  expect(response.headers.get("x-should-retry")).toBe("false");
  expect(await response.json()).toEqual({ error: { message: "slow down" } });
});

test("a stream comes while the host still speaks, and is read though it is compressed unasked", async () => {
  const { url } = await startHost((_request, response) => {
    response.writeHead(200, STREAM).write(FRAME);
  });
  const reader = (await post(url)).body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(FRAME);
  await reader?.cancel();

  const packed = await startHost((_request, response) => {
    response.writeHead(200, { ...STREAM, "content-encoding": "gzip" }).end(gzipSync(FRAME));
  });
  expect(await (await post(packed.url)).text()).toBe(FRAME);
});

test.each(["constructor", "__proto__", "identity", "GZIP"])(
  "whatever a host calls its encoding, such as %s, nothing breaks",
  async (encoding) => {
    const { url } = await startHost((_request, response) => {
      const body = encoding === "GZIP" ? gzipSync(FRAME) : FRAME;
      response.writeHead(200, { ...STREAM, "content-encoding": encoding }).end(body);
    });
    expect(await (await post(url)).text()).toBe(FRAME);
  },
);

test("a redirection is followed, and an answer without a body has none", async () => {
  const there = await startHost((_request, response) => response.writeHead(200, STREAM).end(FRAME));
  const here = await startHost((_request, response) =>
    response.writeHead(308, { location: there.url }).end(),
  );
  expect(await (await post(here.url)).text()).toBe(FRAME);
  expect(there.asked[0]?.body).toBe(`{"input":"Häuser"}`);
  const nothing = await startHost((_request, response) => response.writeHead(204).end());
  expect((await post(nothing.url)).body).toBeNull();
});

test.each([
  ["before the answer", false],
  ["within it", true],
])("what is aborted %s fails as the SDK knows it, and leaves the host", async (_when, hasBegun) => {
  const left = Promise.withResolvers<void>();
  const { url, asked } = await startHost((_request, response) => {
    response.on("close", left.resolve);
    if (hasBegun) response.writeHead(200, STREAM).write(FRAME);
  });
  const aborter = new AbortController();
  const text = post(url, { signal: aborter.signal }).then((response) => response.text());
  const failed = text.catch((error: unknown) => error);
  await expect.poll(() => asked.length).toBe(1);
  await delay(50);
  aborter.abort();
  expect(await failed).toMatchObject({ name: "AbortError" });
  await left.promise;
});

test("a host that can't be reached, or breaks off, is an error", async () => {
  await expect(post("http://127.0.0.1:1/v1/responses")).rejects.toThrow("ECONNREFUSED");
  const { url } = await startHost((_request, response) => {
    response.writeHead(200, STREAM).write(FRAME, () => setTimeout(() => response.destroy(), 20));
  });
  const reader = (await post(url)).body?.getReader();
  expect(Buffer.from((await reader?.read())?.value ?? []).toString()).toBe(FRAME);
  await expect(reader?.read()).rejects.toThrow("aborted");
});
