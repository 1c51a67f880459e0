import { request } from "node:http";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signUp, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { expectError, expectNoErrors } from "./expect-error.ts";

let app: AppProcess;
let ada: Person;

beforeAll(async () => {
  app = await startApp();
  ada = await signUp(app.url);
});
afterAll(async () => {
  await app.stop();
  expectNoErrors(app);
});

describe("an unsupported method", () => {
  const routes: Record<string, string> = {
    "/api/chatkit": "POST",
    "/api/chatkit/session": "POST",
    "/api/chatkit/threads": "GET, POST, HEAD",
    "/api/chatkit/threads/thr_1": "GET, PATCH, DELETE, HEAD",
    "/api/chatkit/threads/thr_1/items": "GET, HEAD",
    "/api/chatkit/messages": "GET, POST, HEAD",
    "/api/chatkit/attachments": "POST",
    "/api/chatkit/attachments/atc_1/content": "GET, PUT, POST, HEAD",
    "/api/chatkit/runs/run_1/events": "GET, HEAD",
    "/api/chatkit/runs/run_1/stop": "POST",
    "/api/openapi.json": "GET, HEAD",
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
  "/s/nothing",
  "/s/shr_00000000000000000000000000",
  "/s/shr_00000000000000000000000000/preview.png",
  "/s",
  "/s/a/b",
])("%s is a 404", async (path) => {
  expect((await fetch(app.url + path)).status).toBe(404);
});

test.each([
  "/%E0%A4%A",
  "/chat/%E0%A4%A",
  "/s/%E0%A4%A",
  "/s/..%2f..%2fetc",
  "/s/%00/preview.png",
  "/s/shr_00000000000000000000000000/files/atc_1",
  "/s/shr_00000000000000000000000000/files/%00",
  "/chat/%E0%A4%A/export",
  "/chat/x/share/../../../etc",
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
