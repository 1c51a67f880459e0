import { request, type IncomingMessage } from "node:http";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

// TLS ends at the proxy: the process gets plain HTTP with any Host header.
const ORIGIN = "https://chat.example.test";

let app: AppProcess;
beforeAll(async () => {
  app = await startApp({
    env: { APP_URL: ORIGIN, BETTER_AUTH_SECRET: "A secret of the tests, with more than 32 characters" },
  });
});
afterAll(() => app.stop());

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

async function proxied(path: string, { method = "GET", headers = {}, body }: Sent = {}) {
  const { hostname, port } = new URL(app.url);
  const sent = request({ hostname, port, path, method, headers: { host: "10.1.2.3:3000", ...headers } });
  sent.end(body);
  const response: IncomingMessage = (await once(sent, "response"))[0];
  const answered = new Headers();
  for (const [name, values = []] of Object.entries(response.headersDistinct)) {
    for (const value of values) answered.append(name, value);
  }
  return { status: response.statusCode, headers: answered, body: await text(response) };
}

const form = (fields: Record<string, string>, origin: string): Sent => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded", origin },
  body: new URLSearchParams(fields).toString(),
});

const signUp = (origin: string) =>
  proxied(
    "/sign-up",
    form({ name: "Ada", email: `${crypto.randomUUID()}@example.com`, password: "correct horse" }, origin),
  );

test("a form with the public https origin is accepted, and its cookies are Secure", async () => {
  const { status, headers } = await signUp(ORIGIN);
  expect([status, headers.get("location")]).toEqual([303, "/chat"]);
  const cookies = headers.getSetCookie();
  expect(cookies.map((cookie) => cookie.split("=", 1)[0])).toEqual([
    "__Secure-better-auth.session_token",
    "__Secure-better-auth.session_data",
  ]);
  for (const cookie of cookies) expect(cookie).toMatch(/; Secure.*SameSite=Lax|SameSite=Lax.*; Secure/);
  for (const cookie of cookies) expect(cookie).toContain("HttpOnly");
});

test("the cookie opens pages, the session endpoint and the token endpoint, until the sign-out", async () => {
  const signedUp = await signUp(ORIGIN);
  const cookie = signedUp.headers
    .getSetCookie()
    .map((value) => value.split(";", 1)[0])
    .join("; ");
  expect((await proxied("/chat", { headers: { cookie } })).status).toBe(200);
  const session = await proxied("/api/chatkit/session", {
    method: "POST",
    headers: { cookie, origin: ORIGIN },
  });
  expect(session.status).toBe(200);
  const plain = { cookie, origin: "http://chat.example.test" };
  expect((await proxied("/api/chatkit/session", { method: "POST", headers: plain })).status).toBe(403);
  expect((await proxied("/api/auth/token", { headers: { cookie } })).status).toBe(200);
  const out = await proxied("/sign-out", {
    ...form({}, ORIGIN),
    headers: { ...form({}, ORIGIN).headers, cookie },
  });
  expect([out.status, out.headers.get("location")]).toEqual([303, "/sign-in"]);
  expect(out.headers.getSetCookie().join()).toContain("__Secure-better-auth.session_token=;");
  expect((await proxied("/api/auth/token", { headers: { cookie } })).status).toBe(401);
});

test.each([
  "http://chat.example.test",
  "https://evil.test",
  "https://chat.example.test:8443",
  "http://10.1.2.3:3000",
])("a form from %s is refused", async (origin) => {
  expect((await signUp(origin)).status).toBe(403);
});

test("the proxy's Host header has no effect", async () => {
  for (const host of ["evil.test", "localhost:3000", "chat.example.test"]) {
    const { status, headers } = await proxied("/chat", { headers: { host } });
    expect([status, headers.get("location")]).toEqual([302, "/"]);
  }
  const own = {
    ...form({ name: "A", email: "a@example.com", password: "correct horse" }, "https://evil.test"),
  };
  const spoofed = { ...own, headers: { ...own.headers, host: "evil.test", "x-forwarded-host": "evil.test" } };
  expect((await proxied("/sign-up", spoofed)).status).toBe(403);
});

test("responses have an HSTS header", async () => {
  const { headers } = await proxied("/sign-in");
  expect(headers.get("strict-transport-security")).toMatch(/^max-age=31536000/);
});

test("JWTs have the public origin as issuer and audience", async () => {
  const signedUp = await signUp(ORIGIN);
  const cookie = signedUp.headers
    .getSetCookie()
    .map((value) => value.split(";", 1)[0])
    .join("; ");
  const { token }: { token: string } = JSON.parse(
    (await proxied("/api/auth/token", { headers: { cookie } })).body,
  );
  const claims: unknown = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
  expect(claims).toMatchObject({
    iss: ORIGIN,
    aud: ORIGIN,
    sid: expect.any(String),
    sub: expect.any(String),
  });
});
