import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createThread, signUp, startThread, userInput, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { expectError, expectNoErrors } from "./expect-error.ts";

let app: AppProcess;
let ada: Person;
let thread: string;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
  thread = await startThread(ada, "List tasks");
});
afterAll(async () => {
  await app.stop();
  expectNoErrors(app);
});

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
