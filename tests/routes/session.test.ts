import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import { chatkitSessions, session as authSession } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import {
  authPost,
  cookieOf,
  json,
  PASSWORD,
  personOf,
  signInAsGuest,
  signUp,
} from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";

let app: AppProcess;
let database: DatabaseHandle;
let databaseUrl: string;

beforeAll(async () => {
  databaseUrl = await createPostgresDatabase();
  database = await createDatabase({ driver: "pg", url: databaseUrl });
  app = await startApp({ env: { DATABASE_URL: databaseUrl } });
});
afterAll(async () => {
  await app.stop();
  await database.close();
});

interface Session {
  id: string;
  object: string;
  client_secret: string;
  expires_at: number;
  user: { id: string; name: string; email: string | null; anonymous: boolean };
}

const open = (headers: Record<string, string>, body?: unknown) =>
  fetch(`${app.url}/api/chatkit/session`, {
    method: "POST",
    headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

describe("a chatkit session", () => {
  test("is made from a better-auth JWT, and its secret opens the API", async () => {
    const ada = await signUp(app.url);
    const response = await open(bearer(ada.jwt));
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const session = await json<Session>(response);
    expect(session).toEqual({
      id: expect.stringMatching(/^cks_/),
      object: "chatkit.session",
      client_secret: expect.stringMatching(/^ck_secret_[\w-]{43}$/),
      expires_at: expect.any(Number),
      user: { id: ada.userId, name: "Ada", email: ada.email, anonymous: false },
    });
    expect(
      (await fetch(`${app.url}/api/chatkit/threads`, { headers: bearer(session.client_secret) })).status,
    ).toBe(200);
  });

  test("is made from the cookie of our own pages, with and without an Origin header", async () => {
    const { cookie } = await signUp(app.url);
    expect((await open({ cookie, origin: app.url })).status).toBe(200);
    expect((await open({ cookie, origin: app.url, "sec-fetch-site": "same-origin" })).status).toBe(200);
    expect((await open({ cookie })).status).toBe(200);
  });

  test("is refused to other sites' pages, even with a valid cookie", async () => {
    const { cookie } = await signUp(app.url);
    const others: Record<string, string>[] = [
      { origin: "https://evil.test" },
      { origin: "null" },
      { origin: app.url.replace("http:", "https:") },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ];
    for (const headers of others) {
      const response = await open({ cookie, ...headers });
      expect([response.status, headers]).toEqual([403, headers]);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer realm="chat"/);
      expect(await response.json()).toMatchObject({
        error: { code: "forbidden", request_id: expect.any(String) },
      });
    }
  });

  test("is refused without a token, and with a forged or expired one", async () => {
    const { jwt, secret } = await signUp(app.url);
    const [head, payload, signature] = jwt.split(".");
    const other = Buffer.from(JSON.stringify({ ...JSON.parse(atob(payload ?? "")), sub: "somebody" }));
    const tokens = [
      "garbage",
      "a.b.c",
      `${head}.${other.toString("base64url")}.${signature}`,
      `${Buffer.from('{"alg":"none"}').toString("base64url")}.${payload}.`,
      // A client secret can't make another one.
      secret,
      "ck_secret_unknown",
    ];
    for (const headers of [{}, ...tokens.map(bearer), { authorization: "Basic YTpi" }]) {
      const response = await open(headers);
      expect([response.status, headers]).toEqual([401, headers]);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer realm="chat"/);
      const body: { message: string } = await response.json();
      expect(body).toEqual({
        error: {
          code: "unauthorized",
          message: body.message,
          request_id: response.headers.get("x-request-id"),
        },
        message: expect.stringMatching(/^Sign in first/),
      });
    }
  });

  test("is returned again while it is valid, but not to another user and not after its end", async () => {
    const [ada, bob] = await Promise.all([signUp(app.url), signUp(app.url)]);
    const first = await json<Session>(await open(bearer(ada.jwt)));
    const again = await json<Session>(await open(bearer(ada.jwt), { client_secret: first.client_secret }));
    expect(again).toEqual(first);
    const stolen = await json<Session>(await open(bearer(bob.jwt), { client_secret: first.client_secret }));
    expect(stolen.user.id).toBe(bob.userId);
    expect(stolen.client_secret).not.toBe(first.client_secret);
    await database.db
      .update(chatkitSessions)
      .set({ expiresAt: new Date() })
      .where(eq(chatkitSessions.id, first.id));
    const renewed = await json<Session>(await open(bearer(ada.jwt), { client_secret: first.client_secret }));
    expect(renewed.id).not.toBe(first.id);
    expect(
      (await fetch(`${app.url}/api/chatkit/threads`, { headers: bearer(first.client_secret) })).status,
    ).toBe(401);
  });

  test("lasts for half an hour, but not longer than the sign-in", async () => {
    const { jwt, userId } = await signUp(app.url);
    const minutes = async () =>
      (await json<Session>(await open(bearer(jwt)))).expires_at / 60 - Date.now() / 60_000;
    expect(await minutes()).toBeGreaterThan(29);
    expect(await minutes()).toBeLessThanOrEqual(30);
    await database.db
      .update(authSession)
      .set({ expiresAt: sql`now() + interval '5 minutes'` })
      .where(eq(authSession.userId, userId));
    expect(await minutes()).toBeLessThanOrEqual(5);
    expect(await minutes()).toBeGreaterThan(4);
  });

  test("is stored as a hash, which can't be used as a secret", async () => {
    const { secret, userId } = await signUp(app.url);
    const rows = await database.db.select().from(chatkitSessions).where(eq(chatkitSessions.userId, userId));
    expect(rows.map((row) => row.secretHash)).toEqual([createHash("sha256").update(secret).digest("hex")]);
    expect(JSON.stringify(rows)).not.toContain(secret.replace("ck_secret_", ""));
    for (const { secretHash, id } of rows) {
      for (const token of [secretHash, id, `ck_secret_${secretHash}`]) {
        expect((await fetch(`${app.url}/api/chatkit/threads`, { headers: bearer(token) })).status).toBe(401);
      }
    }
  });

  test("ends with the sign-out, and so do all other tokens", async () => {
    const ada = await signUp(app.url);
    const other = await personOf(app.url, ada.email, await cookieAgain(ada.email));
    expect((await authPost(app.url, "/sign-out", {}, ada.cookie)).status).toBe(200);
    expect((await open({ cookie: ada.cookie, origin: app.url })).status).toBe(401);
    expect((await open(bearer(ada.jwt))).status).toBe(401);
    for (const token of [ada.jwt, ada.secret]) {
      expect((await fetch(`${app.url}/api/chatkit/threads`, { headers: bearer(token) })).status).toBe(401);
    }
    const withCookie = (path: string) =>
      fetch(app.url + path, { headers: { cookie: ada.cookie }, redirect: "manual" });
    expect((await withCookie("/api/auth/token")).status).toBe(401);
    expect(await (await withCookie("/api/auth/get-session")).json()).toBeNull();
    const page = await withCookie("/chat");
    expect([page.status, page.headers.get("location")]).toEqual([302, "/"]);
    // The user's other browser stays signed in.
    expect((await other.api("/api/chatkit/threads")).status).toBe(200);
  });

  test("ends with a changed password, except in the browser that changed it", async () => {
    const ada = await signUp(app.url);
    const other = await personOf(app.url, ada.email, await cookieAgain(ada.email));
    const body = { currentPassword: PASSWORD, newPassword: "another long one" };
    expect((await authPost(app.url, "/change-password", body, ada.cookie)).status).toBe(200);
    for (const token of [other.jwt, other.secret, ada.secret]) {
      expect((await fetch(`${app.url}/api/chatkit/threads`, { headers: bearer(token) })).status).toBe(401);
    }
  });

  test("of a guest has no email address", async () => {
    const guest = await signInAsGuest(app.url);
    const { user } = await json<Session>(await open(bearer(guest.jwt)));
    expect(user).toEqual({ id: guest.userId, name: "Guest", email: null, anonymous: true });
  });

  test("that has expired is deleted when a process starts", async () => {
    const { userId } = await signUp(app.url);
    const mine = eq(chatkitSessions.userId, userId);
    await database.db
      .update(chatkitSessions)
      .set({ expiresAt: new Date(0) })
      .where(mine);
    const second = await startApp({ env: { DATABASE_URL: databaseUrl } });
    await expect.poll(() => database.db.$count(chatkitSessions, mine)).toBe(0);
    await second.stop();
  });
});

test("only the public keys that verify JWTs are published", async () => {
  await signUp(app.url);
  const { keys } = await json<{ keys: Record<string, unknown>[] }>(await fetch(`${app.url}/api/auth/jwks`));
  expect(keys.length).toBeGreaterThan(0);
  for (const key of keys) {
    expect(key).toMatchObject({ kty: expect.any(String), kid: expect.any(String) });
    expect(key).not.toHaveProperty("d");
  }
});

async function cookieAgain(email: string): Promise<string> {
  return cookieOf(await authPost(app.url, "/sign-in/email", { email, password: PASSWORD }));
}

test.each(["eyJ4Ijp9.aaaa", "x", "%ff", "e30", Buffer.from('{"session":1}').toString("base64url")])(
  "a cached session that doesn't decode (%s) counts as absent",
  async (mangled) => {
    const ada = await signUp(app.url);
    const data = `better-auth.session_data=${mangled}`;
    const valid = ada.cookie.split("; ").find((cookie) => cookie.includes("session_token"));
    const get = (path: string, cookie: string) =>
      fetch(app.url + path, { headers: { cookie }, redirect: "manual" });
    expect((await get("/api/auth/token", `${valid}; ${data}`)).status).toBe(200);
    expect((await get("/chat", `${valid}; ${data}`)).status).toBe(200);
    expect((await get("/api/auth/token", `better-auth.session_token=y; ${data}`)).status).toBe(401);
    expect((await get("/chat", `better-auth.session_token=y; ${data}`)).status).toBe(302);
    expect(app.log()).not.toMatch(/"level":"error"/);
  },
);
