import { request } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createThread, signUp, startThread, userInput, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;
let thread: string;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
  thread = await startThread(ada, "List tasks");
});
afterAll(async () => {
  const errors = app.log().match(/^\{"level":"(error|fatal)".*$/gm);
  await app.stop();
  // A client error must not be logged as an error of the server.
  // oxlint-disable-next-line vitest/no-standalone-expect
  expect(errors).toBeNull();
});

/** Expects the one error shape of the API, with the id of the `x-request-id` header. */
async function expectError(response: Response, status: number, code: string, says?: RegExp): Promise<void> {
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.any(String)]);
  expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  const body = JSON.parse(text);
  expect(body).toEqual({
    error: {
      code,
      message: body.message,
      request_id: response.headers.get("x-request-id"),
      ...("issues" in body.error && { issues: body.error.issues }),
    },
    message: expect.stringMatching(says ?? /./),
  });
  expect(text).not.toMatch(/at .*\.(js|ts):\d|node_modules|select |insert /i);
}

const nested = (brackets: number) => "[".repeat(brackets) + "]".repeat(brackets);
const create = createThread("List tasks");

describe("POST /api/chatkit", () => {
  test.each<[string, string, number, string, RegExp?]>([
    ["broken JSON", '{"type":', 400, "invalid_request", /JSON/],
    ["an empty body", "", 400, "invalid_request", /JSON/],
    ["no object", "42", 400, "invalid_request", /type/],
    ["no type", "{}", 400, "invalid_request", /type/],
    ["an unknown type", '{"type":"threads.explode","params":{}}', 400, "invalid_request", /threads\.explode/],
    ["no params", '{"type":"threads.get_by_id"}', 400, "invalid_request", /params/],
    [
      "a wrong field",
      '{"type":"threads.get_by_id","params":{"thread_id":7}}',
      400,
      "invalid_request",
      /thread_id/,
    ],
    ["50,000 brackets", nested(50_000), 400, "invalid_request"],
    [
      "50,000 brackets inside",
      `{"type":"threads.create","params":${nested(50_000)}}`,
      400,
      "invalid_request",
    ],
    ["20 MB", JSON.stringify({ type: "x".repeat(20_000_000) }), 413, "payload_too_large", /2 MiB/],
    ["an empty id", '{"type":"threads.get_by_id","params":{"thread_id":""}}', 404, "not_found"],
    ["a NUL in an id", '{"type":"threads.get_by_id","params":{"thread_id":"\\u0000"}}', 404, "not_found"],
    [
      "an attachment that isn't there",
      JSON.stringify({
        type: "threads.create",
        params: { input: { ...userInput("x"), attachments: ["atc_1"] } },
      }),
      404,
      "not_found",
    ],
  ])("refuses %s", async (_name, body, status, code, says) => {
    await expectError(
      await ada.chatkit(body, { headers: { "content-type": "application/json" } }),
      status,
      code,
      says,
    );
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])(
    "refuses a body with the content type %s",
    async (type) => {
      const response = await ada.chatkit(JSON.stringify(create), { headers: { "content-type": type } });
      await expectError(response, 415, "unsupported_media_type", /application\/json/);
    },
  );

  test("refuses a body of 20 MB without a content length", async () => {
    const chunk = new Uint8Array(1_000_000).fill(0x20);
    let left = 20;
    const body = new ReadableStream({
      pull(controller) {
        if (left-- > 0) controller.enqueue(chunk);
        else controller.close();
      },
    });
    const init = { method: "POST", duplex: "half", body, headers: { authorization: `Bearer ${ada.secret}` } };
    await expectError(await fetch(`${app.url}/api/chatkit`, init), 413, "payload_too_large");
  });

  test("is refused without a client secret, whatever the body contains", async () => {
    for (const body of [JSON.stringify(create), "{", nested(50_000)]) {
      const response = await fetch(`${app.url}/api/chatkit`, { method: "POST", body });
      await expectError(response, 401, "unauthorized", /client secret/);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
    }
  });

  test("is refused with only a cookie", async () => {
    const headers = { cookie: ada.cookie, origin: app.url, "content-type": "application/json" };
    const response = await fetch(`${app.url}/api/chatkit`, {
      method: "POST",
      headers,
      body: JSON.stringify(create),
    });
    await expectError(response, 401, "unauthorized");
  });

  test("refuses an idempotency key over 255 characters", async () => {
    const response = await ada.chatkit(create, { headers: { "idempotency-key": "k".repeat(10_000) } });
    await expectError(response, 400, "invalid_request", /Idempotency-Key/);
  });
});

test("a refusal for fields tells each of them, with a code", async () => {
  const title = await ada.api(`/api/chatkit/threads/${thread}`, {
    method: "PATCH",
    body: { title: "\u200b" },
  });
  expect(await title.json()).toMatchObject({
    error: { issues: [{ path: "params.title", code: "title_empty", message: "the title is empty" }] },
  });
  const list = await ada.api("/api/chatkit/threads?limit=0&order=sideways");
  expect(await list.json()).toMatchObject({
    error: {
      issues: [
        { path: "limit", code: "too_small", message: expect.any(String) },
        { path: "order", code: "invalid_value", message: expect.any(String) },
      ],
    },
  });
});

describe("the REST routes", () => {
  test.each<[string, string, unknown, number, string, RegExp?]>([
    ["GET", "/threads?limit=0", undefined, 400, "invalid_request", /limit/],
    ["GET", "/threads?limit=101", undefined, 400, "invalid_request", /limit/],
    ["GET", "/threads?limit=many", undefined, 400, "invalid_request", /limit/],
    ["GET", "/threads?order=sideways", undefined, 400, "invalid_request", /order/],
    ["GET", "/threads?after=", undefined, 400, "invalid_request", /after/],
    ["GET", "/threads?after=thr_none", undefined, 404, "not_found"],
    ["GET", "/threads?after=%00", undefined, 404, "not_found"],
    ["GET", `/threads?q=${"long ".repeat(100)}`, undefined, 400, "invalid_request", /q/],
    ["GET", "/threads/thr_none", undefined, 404, "not_found"],
    ["GET", "/threads/%00", undefined, 404, "not_found"],
    ["GET", "/threads/%F0%9F", undefined, 404, "not_found"],
    ["GET", "/threads/thr_none/items", undefined, 404, "not_found"],
    ["GET", "/threads/thr_none/items?include=html", undefined, 404, "not_found"],
    ["GET", "/threads/THREAD/items?after=msg_none", undefined, 404, "not_found"],
    ["GET", "/messages", undefined, 400, "invalid_request", /thread_id/],
    ["GET", "/messages?thread_id=thr_none", undefined, 404, "not_found"],
    ["GET", "/runs/run_none/events", undefined, 404, "not_found"],
    ["POST", "/runs/run_none/stop", undefined, 404, "not_found"],
    ["POST", "/runs/%00/stop", undefined, 404, "not_found"],
    ["POST", "/threads", { title: "" }, 400, "invalid_request", /title/],
    ["POST", "/threads", { title: "x".repeat(301) }, 400, "invalid_request", /title/],
    ["POST", "/threads", "[", 400, "invalid_request", /JSON/],
    ["POST", "/threads", nested(50_000), 400, "invalid_request"],
    ["PATCH", "/threads/THREAD", {}, 400, "invalid_request", /title/],
    ["PATCH", "/threads/THREAD", { title: 7 }, 400, "invalid_request", /title/],
    ["PATCH", "/threads/thr_none", { title: "New" }, 404, "not_found"],
    ["DELETE", "/threads/thr_none", undefined, 404, "not_found"],
    ["POST", "/messages", {}, 400, "invalid_request"],
    ["POST", "/messages", { text: 7 }, 400, "invalid_request"],
    ["POST", "/messages", { input: { content: "Hi" } }, 400, "invalid_request", /content/],
    ["POST", "/messages", { thread_id: "thr_none", text: "Hi" }, 404, "not_found"],
    ["POST", "/session", { client_secret: 7 }, 401, "unauthorized"],
  ])("%s %s refuses what is wrong", async (method, path, body, status, code, says) => {
    const response = await ada.api(`/api/chatkit${path.replace("THREAD", thread)}`, { method, body });
    await expectError(response, status, code, says);
  });

  test.each(["abc", "-1", "1.5", "99999999999", "1e300"])("refuses %s as Last-Event-ID", async (id) => {
    const streamed = await ada.chatkit(create);
    await streamed.text();
    const path = `/api/chatkit/runs/${streamed.headers.get("x-chatkit-run-id")}/events`;
    await expectError(
      await ada.api(path, { headers: { "last-event-id": id } }),
      400,
      "invalid_request",
      /Last-Event-ID/,
    );
  });

  test.each([
    "/threads",
    "/threads/thr_1",
    "/threads/thr_1/items",
    "/messages?thread_id=thr_1",
    "/runs/run_1/events",
  ])("GET %s is refused without a secret", async (path) => {
    const response = await fetch(`${app.url}/api/chatkit${path}`, { headers: { cookie: ada.cookie } });
    await expectError(response, 401, "unauthorized");
    expect(response.headers.get("www-authenticate")).toMatch(/^Bearer/);
  });
});

describe("an unsupported method", () => {
  const routes: Record<string, string> = {
    "/api/chatkit": "POST",
    "/api/chatkit/session": "POST",
    "/api/chatkit/threads": "GET, POST, HEAD",
    "/api/chatkit/threads/thr_1": "GET, PATCH, DELETE, HEAD",
    "/api/chatkit/threads/thr_1/items": "GET, HEAD",
    "/api/chatkit/messages": "GET, POST, HEAD",
    "/api/chatkit/runs/run_1/events": "GET, HEAD",
    "/api/chatkit/runs/run_1/stop": "POST",
    "/healthz": "GET, HEAD",
    "/readyz": "GET, HEAD",
  };
  const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "PROPFIND"];
  test.each(Object.entries(routes))("%s allows %s, and responds with 405 to others", async (path, allow) => {
    for (const method of methods.filter((name) => !allow.split(", ").includes(name))) {
      const response = await fetch(app.url + path, {
        method,
        headers: { authorization: `Bearer ${ada.secret}` },
      });
      expect([method, response.status]).toEqual([method, 405]);
      expect(response.headers.get("x-request-id")).toMatch(/./);
      if (method === "PROPFIND") continue;
      expect(response.headers.get("allow")).toBe(allow);
      if (method !== "HEAD") await expectError(response, 405, "method_not_allowed", /^Use /);
    }
  });

  test("TRACE is refused before it becomes a request, and logged", async () => {
    const { hostname, port } = new URL(app.url);
    const headers = { "x-request-id": "traced" };
    const sent = request({ hostname, port, method: "TRACE", path: "/api/chatkit?x=1", headers }).end();
    const [response] = await once(sent, "response");
    response.resume();
    expect(response.statusCode).toBe(405);
    const line = () => app.log().match(/^.*"request_id":"traced".*$/m)?.[0] ?? "{}";
    await expect
      .poll(() => JSON.parse(line()))
      .toMatchObject({ level: "warn", method: "TRACE", path: "/api/chatkit", status: 405 });
  });

  test("on a page is a 405 too, and not logged as an error", async () => {
    const response = await fetch(`${app.url}/history`, { method: "PUT", headers: { cookie: ada.cookie } });
    expect(response.status).toBe(405);
  });
});

test.each(["/api", "/api/", "/api/nothing", "/api/chatkit/nothing", "/api/chatkit/threads/a/b/c"])(
  "%s is a 404 in JSON",
  async (path) => {
    await expectError(await fetch(app.url + path), 404, "not_found", /There is no API at/);
    await expectError(await fetch(app.url + path, { method: "DELETE" }), 404, "not_found");
  },
);

test("an unknown page is a 404 in HTML", async () => {
  const response = await fetch(`${app.url}/nowhere`);
  expect(response.status).toBe(404);
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toContain("<html");
});

test.each([
  "/%E0%A4%A",
  "/chat/%E0%A4%A",
  "/api/chatkit/threads/%E0%A4%A",
  "//evil.test/x",
  "/chat/..%2f..%2fetc",
])("the malformed address %s is a 4xx", async (path) => {
  const { hostname, port } = new URL(app.url);
  const sent = request({ hostname, port, path, headers: { authorization: `Bearer ${ada.secret}` } }).end();
  const [response] = await once(sent, "response");
  response.resume();
  expect(response.statusCode).toBeGreaterThanOrEqual(300);
  expect(response.statusCode).toBeLessThan(500);
});
