import { expect, it, vi } from "vitest";
import { releaseUnread } from "./release-unread.ts";

function response() {
  const cancel = vi.fn<() => void>();
  const body = new ReadableStream<Uint8Array>({ cancel, pull: () => new Promise(() => {}) });
  return { response: new Response(body, { status: 203, headers: { "x-it": "is" } }), cancel };
}
const ask = (init: RequestInit = {}) => new Request("http://chat.test/", init);

it("cancels the body for HEAD, and keeps the head", () => {
  const { response: given, cancel } = response();
  const { status, headers, body } = releaseUnread(given, ask({ method: "HEAD" }));
  expect([status, headers.get("x-it"), body]).toEqual([203, "is", null]);
  expect(cancel).toHaveBeenCalledOnce();
});

it("cancels a body when its client leaves, or has left", () => {
  const leaving = new AbortController();
  const early = response();
  expect(releaseUnread(early.response, ask({ signal: leaving.signal }))).toBe(early.response);
  expect(early.cancel).not.toHaveBeenCalled();
  leaving.abort();
  expect(early.cancel).toHaveBeenCalledOnce();
  const late = response();
  releaseUnread(late.response, ask({ signal: leaving.signal }));
  expect(late.cancel).toHaveBeenCalledOnce();
});

it("leaves a body alone that is being read", () => {
  const leaving = new AbortController();
  const { response: given, cancel } = response();
  releaseUnread(given, ask({ signal: leaving.signal })).body?.getReader();
  leaving.abort();
  expect(cancel).not.toHaveBeenCalled();
});
