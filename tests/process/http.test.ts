import { once } from "node:events";
import { get } from "node:http";
import { connect } from "node:net";
import { buffer, text } from "node:stream/consumers";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authPost, createThread, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

let app: AppProcess;
let ada: Person;
let thread: string;

beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT_SIGN_IN: "3" } });
  ada = await signUp(app.url);
  // Long enough to be worth compressing.
  thread = await startThread(ada, `Create a task: ${"count sheep, ".repeat(200)}`);
});
afterAll(() => app.stop());

/** The raw bytes of a response; `fetch` would decompress them. */
async function raw(path: string, headers: Record<string, string> = {}) {
  const sent = get(app.url + path, { headers });
  const [response] = await once(sent, "response");
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}

const asset = async () => {
  const html = await (await fetch(`${app.url}/sign-in`)).text();
  const [path] = /\/assets\/framework-[\w-]+\.js/.exec(html) ?? [];
  if (!path) throw new Error("the page has no script");
  return path;
};

describe("compression", () => {
  test("of pages and JSON uses an encoding that the client accepts", async () => {
    const secret = { authorization: `Bearer ${ada.secret}` };
    for (const [path, headers] of [
      [`/chat/${thread}`, { cookie: ada.cookie }],
      [`/api/chatkit/threads/${thread}`, secret],
    ] as const) {
      const plain = await raw(path, headers);
      expect(plain.headers["content-encoding"]).toBeUndefined();
      const br = await raw(path, { ...headers, "accept-encoding": "gzip, deflate, br" });
      expect(br.headers["content-encoding"]).toBe("br");
      expect(br.headers.vary).toMatch(/accept-encoding/i);
      const gzip = await raw(path, { ...headers, "accept-encoding": "gzip" });
      expect(gzip.headers["content-encoding"]).toBe("gzip");
      expect(brotliDecompressSync(br.body).length).toBe(gunzipSync(gzip.body).length);
      const limit = path.startsWith("/chat") ? plain.body.length / 3 : plain.body.length;
      expect(br.body.length).toBeLessThan(limit);
    }
  });

  test("is not applied to streams", async () => {
    const response = await ada.chatkit(createThread("List tasks"), {
      headers: { "accept-encoding": "gzip, br" },
    });
    expect(response.headers.get("content-encoding")).toBeNull();
    expect(response.headers.get("cache-control")).toContain("no-transform");
    let chunks = 0;
    for await (const chunk of response.body ?? []) chunks += chunk.length > 0 ? 1 : 0;
    expect(chunks).toBeGreaterThan(3);
  });

  test("of assets is done by the build, and they are cached forever", async () => {
    const path = await asset();
    const plain = await raw(path);
    expect(plain.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
    expect(plain.headers["content-type"]).toMatch(/javascript/);
    const br = await raw(path, { "accept-encoding": "gzip, br" });
    expect(br.headers["content-encoding"]).toBe("br");
    expect(brotliDecompressSync(br.body).equals(plain.body)).toBe(true);
    const gzip = await raw(path, { "accept-encoding": "gzip" });
    expect(gunzipSync(gzip.body).equals(plain.body)).toBe(true);
    expect((await raw("/favicon.svg")).headers["cache-control"]).toBe("public, max-age=3600");
  });
});

describe("caching", () => {
  test("is forbidden for private responses", async () => {
    const caching = async (path: string, headers: Record<string, string>) =>
      (await raw(path, headers)).headers["cache-control"];
    const secret = { authorization: `Bearer ${ada.secret}` };
    // With a client secret in the page.
    for (const path of ["/chat", `/chat/${thread}`, `/chat/${thread}.data`]) {
      expect(await caching(path, { cookie: ada.cookie })).toBe("no-store");
    }
    for (const path of ["/history", "/history.data", "/tasks"]) {
      expect(await caching(path, { cookie: ada.cookie })).toMatch(/^private/);
    }
    for (const path of [
      "/api/chatkit/threads",
      `/api/chatkit/threads/${thread}`,
      "/api/chatkit/threads/no",
    ]) {
      expect(await caching(path, secret)).toBe("no-store");
    }
    expect(await caching("/api/auth/get-session", { cookie: ada.cookie })).toBe("no-store");
    expect(await caching("/api/auth/token", { cookie: ada.cookie })).toBe("no-store");
    expect(await caching("/healthz", {})).toBe("no-store");
  });
});

describe("headers", () => {
  test("say how long a response took and waited for the database, but not to who signs in", async () => {
    const timing = /^app;dur=[\d.]+, db;dur=[\d.]+;desc="\d+ queries"$/;
    const page = await fetch(`${app.url}/chat/${thread}`, { headers: { cookie: ada.cookie } });
    expect(page.headers.get("server-timing")).toMatch(timing);
    const list = await ada.chatkit({ type: "threads.list", params: {} });
    expect(list.headers.get("server-timing")).toMatch(timing);
    const sent = await ada.chatkit(createThread("Hello"));
    expect(sent.headers.get("server-timing")).toMatch(timing);
    await sent.text();
    const signOut = await authPost(app.url, "/sign-out", {});
    expect(signOut.headers.get("server-timing")).toBeNull();
  });

  test("contain a request id, a proxy's own one when it is well-formed", async () => {
    for (const path of [
      "/sign-in",
      "/healthz",
      "/api/nothing",
      "/api/auth/get-session",
      "/nowhere",
      "/chat",
    ]) {
      const own = await fetch(app.url + path, { redirect: "manual" });
      expect(own.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
      const given = await fetch(app.url + path, {
        headers: { "x-request-id": "edge-123_abc" },
        redirect: "manual",
      });
      expect(given.headers.get("x-request-id")).toBe("edge-123_abc");
      const odd = await fetch(app.url + path, { headers: { "x-request-id": '"};evil' }, redirect: "manual" });
      expect(odd.headers.get("x-request-id")).toMatch(/^[\da-f-]{36}$/);
    }
    expect(app.log()).toContain('"request_id":"edge-123_abc"');
  });
});

test.each(["a b", "x:port", "[::", "%"])("a request with the host %j is refused", async (host) => {
  // Over a raw socket, because Node's HTTP client refuses to send these hosts.
  const socket = connect(Number(new URL(app.url).port), "127.0.0.1");
  socket.end(`GET /healthz HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`);
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
  expect(app.log()).not.toMatch(/outside the router/);
});

describe("a form from another site", () => {
  test.each(["https://evil.test", "null", "http://localhost", "not an origin"])(
    "(%s) is refused",
    async (origin) => {
      const body = new URLSearchParams({ name: "Eve", email: "eve@example.com", password: "12345678" });
      for (const path of ["/sign-up", "/sign-up.data", "/sign-out"]) {
        const response = await fetch(app.url + path, { method: "POST", body, headers: { origin } });
        expect([path, response.status]).toEqual([path, 403]);
        expect(await response.text()).toMatch(/another site/);
        expect(response.headers.get("x-request-id")).toMatch(/./);
      }
      expect(app.log()).toMatch(/"level":"warn".*"refused"/);
      expect(app.log()).not.toMatch(/"level":"error"/);
    },
  );

  test("can't use better-auth with a cookie", async () => {
    const response = await fetch(`${app.url}/api/auth/sign-out`, {
      method: "POST",
      headers: { cookie: ada.cookie, origin: "https://evil.test", "content-type": "application/json" },
      body: "{}",
    });
    expect(response.status).toBe(403);
    expect((await ada.api("/api/chatkit/threads")).status).toBe(200);
  });
});

test("the rate limit counts per client, whatever headers the client sends", async () => {
  const attempt = (n: number) =>
    fetch(`${app.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: app.url,
        "x-forwarded-for": `10.0.0.${n}`,
        "x-real-ip": `10.0.0.${n}`,
        "x-chat-client-ip": `10.0.0.${n}`,
        forwarded: `for=10.0.0.${n}`,
      },
      body: JSON.stringify({ email: ada.email, password: "wrong password" }),
    });
  const answers = [];
  for (let n = 0; n < 5; n++) answers.push(await attempt(n));
  expect(answers.map(({ status }) => status)).toEqual([401, 401, 401, 429, 429]);
  expect(Number(answers[4]?.headers.get("retry-after"))).toBeGreaterThan(0);
  // The page's form counts too.
  const form = await fetch(`${app.url}/sign-in`, {
    method: "POST",
    headers: { origin: app.url, "x-forwarded-for": "10.0.0.99" },
    body: new URLSearchParams({ email: ada.email, password: "wrong password" }),
  });
  expect(form.status).toBe(429);
  expect(await form.text()).toContain("Too many attempts");
  // Sign-ups have their own limit.
  expect((await authPost(app.url, "/sign-up/email", { name: "", email: "", password: "" })).status).not.toBe(
    429,
  );
});

test("behind a trusted proxy the rate limit counts each of its clients", async () => {
  const behind = await startApp({ env: { RATE_LIMIT_SIGN_IN: "1", CLIENT_IP_HEADER: "fly-client-ip" } });
  const attempt = (ip: string) =>
    fetch(`${behind.url}/api/auth/sign-in/email`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: behind.url, "fly-client-ip": ip },
      body: JSON.stringify({ email: "a@example.com", password: "wrong password" }),
    });
  const statuses = [];
  for (const ip of ["1.1.1.1", "1.1.1.1", "2.2.2.2", "9.9.9.9, 2.2.2.2"])
    statuses.push((await attempt(ip)).status);
  expect(statuses).toEqual([401, 429, 401, 429]);
  await behind.stop();
});
