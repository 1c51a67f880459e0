import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allEvents, createThread, signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

const PAGE = "https://www.example.com";
const OTHERS = ["https://evil.test", "https://www.example.com.evil.test", "http://www.example.com", "null"];

let app: AppProcess;
let ada: Person;
beforeAll(async () => {
  app = await startApp({ env: { CORS_ORIGINS: `${PAGE}, http://localhost:9999` } });
  ada = await signUp(app.url);
});
afterAll(() => app.stop());

/** The headers that say what another origin's page may do. */
const corsOf = ({ headers }: Response) =>
  [...headers.keys()].filter((name) => name.startsWith("access-control-"));

function expectAllowed(response: Response, status: number): void {
  expect([response.url, response.status]).toEqual([response.url, status]);
  expect(response.headers.get("access-control-allow-origin")).toBe(PAGE);
  expect(response.headers.get("access-control-expose-headers")).toBe(
    "x-chatkit-run-id, retry-after, x-request-id",
  );
  expect(response.headers.get("access-control-allow-credentials")).toBeNull();
  expect(response.headers.get("vary")?.split(", ")).toContain("origin");
}

const preflight = (path: string, origin: string) =>
  fetch(app.url + path, {
    method: "OPTIONS",
    headers: {
      origin,
      "access-control-request-method": "POST",
      "access-control-request-headers": "authorization,content-type",
    },
  });

describe("a page of a listed origin", () => {
  test("gets its preflight answered", async () => {
    const paths = ["/api/chatkit", "/api/chatkit/session", "/api/chatkit/threads/thr_1", "/api/openapi.json"];
    for (const path of paths) {
      const response = await preflight(path, PAGE);
      expect([path, response.status, await response.text()]).toEqual([path, 204, ""]);
      expect(response.headers.get("access-control-allow-origin")).toBe(PAGE);
      expect(response.headers.get("access-control-allow-methods")).toContain("DELETE");
      const allowed = response.headers.get("access-control-allow-headers")?.split(", ");
      expect(allowed).toEqual(
        expect.arrayContaining([
          "authorization",
          "chatkit-frame-instance-id",
          "content-type",
          "idempotency-key",
          "last-event-id",
          "x-chat-temporary",
          "x-chatkit-run-control",
        ]),
      );
      expect(Number(response.headers.get("access-control-max-age"))).toBeGreaterThan(0);
      expect(response.headers.get("access-control-allow-credentials")).toBeNull();
      expect(response.headers.get("vary")).toBe("origin");
    }
  });

  test("reads answers, errors, streams and refusals of the API", async () => {
    const headers = { origin: PAGE };
    expectAllowed(await ada.api("/api/chatkit/threads", { headers }), 200);
    expectAllowed(await ada.api("/api/chatkit/threads/thr_nothing", { headers }), 404);
    expectAllowed(await fetch(`${app.url}/api/chatkit/threads`, { headers }), 401);
    expectAllowed(await ada.api("/api/chatkit/nothing", { headers }), 404);
    expectAllowed(await ada.api("/api/chatkit/threads", { method: "PUT", headers }), 405);
    const large = "x".repeat(3 * 1024 * 1024);
    expectAllowed(await ada.chatkit(createThread(large), { headers }), 413);
    const stream = await ada.chatkit(createThread("Hello"), { headers });
    expectAllowed(stream, 200);
    expect(stream.headers.get("x-chatkit-run-id")).toMatch(/^run_/);
    expect((await allEvents(stream)).map(({ type }) => type)).toContain("thread.item.done");
  });

  test("gets a client secret for a token, and none for a cookie", async () => {
    const session = (headers: Record<string, string>) =>
      fetch(`${app.url}/api/chatkit/session`, { method: "POST", headers: { origin: PAGE, ...headers } });
    expectAllowed(await session({ authorization: `Bearer ${ada.jwt}` }), 200);
    expectAllowed(await session({ cookie: ada.cookie }), 403);
  });

  test("may not read pages, sign-ins and files", async () => {
    for (const path of [
      "/",
      "/chat",
      "/api/auth/token",
      "/api/auth/get-session",
      "/healthz",
      "/favicon.svg",
    ]) {
      const response = await fetch(app.url + path, { headers: { origin: PAGE, cookie: ada.cookie } });
      expect([path, corsOf(response)]).toEqual([path, []]);
      expect([path, corsOf(await preflight(path, PAGE))]).toEqual([path, []]);
    }
  });
});

test("a page of another origin may read nothing", async () => {
  for (const origin of OTHERS) {
    const response = await ada.api("/api/chatkit/threads", { headers: { origin } });
    expect([origin, response.status, corsOf(response)]).toEqual([origin, 200, []]);
    // A shared cache must not hand this one to a page that may read it, nor the other way round.
    expect(response.headers.get("vary")).toContain("origin");
    const refused = await preflight("/api/chatkit", origin);
    expect([origin, refused.status, corsOf(refused)]).toEqual([origin, 405, []]);
  }
});
