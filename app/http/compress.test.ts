import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from "node:zlib";
import { expect, test } from "vitest";
import { compress } from "./compress.ts";

const TEXT = "plan the release, then release the plan. ".repeat(100);

function answer(acceptEncoding: string | null, { type = "text/html; charset=utf-8", body = TEXT } = {}) {
  const headers = new Headers(acceptEncoding === null ? {} : { "accept-encoding": acceptEncoding });
  const response = new Response(body, { status: 201, headers: { "content-type": type } });
  return compress(response, new Request("http://localhost/", { headers }));
}

test.each([
  ["gzip, deflate, br, zstd", "zstd", zstdDecompressSync],
  ["gzip, deflate, br", "br", brotliDecompressSync],
  ["gzip", "gzip", gunzipSync],
  ["br;q=0, GZIP;q=0.5", "gzip", gunzipSync],
  ["zstd;q=0, *", "br", brotliDecompressSync],
])("Accept-Encoding %j gets %s", async (accepted, encoding, decompress) => {
  const response = await answer(accepted);
  expect(response.status).toBe(201);
  expect(response.headers.get("content-encoding")).toBe(encoding);
  expect(response.headers.get("vary")).toBe("accept-encoding");
  expect(decompress(new Uint8Array(await response.arrayBuffer())).toString()).toBe(TEXT);
});

test.each([null, "", "identity", "deflate", "br;q=0"])(
  "Accept-Encoding %j gets the uncompressed text",
  async (accepted) => {
    const response = await answer(accepted);
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(await response.text()).toBe(TEXT);
  },
);

test("A short body is not compressed", async () => {
  const response = await answer("br", { body: "ok" });
  expect(response.headers.get("content-encoding")).toBeNull();
  expect(await response.text()).toBe("ok");
});

test.each(["text/event-stream", "image/png"])("A body of type %s is passed on as a stream", async (type) => {
  const response = await answer("br", { type });
  expect(response.headers.get("content-encoding")).toBeNull();
  expect(response.bodyUsed).toBe(false);
});

test("A response without a body is passed on", async () => {
  const request = new Request("http://localhost/", { headers: { "accept-encoding": "br" } });
  const response = await compress(new Response(null, { status: 204 }), request);
  expect(response.status).toBe(204);
});
