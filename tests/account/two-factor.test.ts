import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, personOf, signInAsGuest, signUp, startThread } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient, type BrowserClient } from "#tests/support/browser-client.ts";

let app: AppProcess;
beforeAll(async () => {
  app = await startApp({ env: { RATE_LIMIT_SIGN_IN: "1000" } });
});
afterAll(() => app.stop());

const location = (response: Response) => response.headers.get("location");

interface WithCodes {
  email: string;
  secret: string;
  backupCodes: string[];
  browser: BrowserClient;
}

/** A new account that asks for codes. */
async function accountWithCodes(): Promise<WithCodes> {
  const ada = await signUp(app.url);
  const browser = browserClient(app.url, ada.cookie);
  const page = await (
    await browser.submit("/settings/two-factor", { intent: "start", password: PASSWORD })
  ).text();
  const uri = /name="uri" value="([^"]+)"/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const codes = /name="codes" value="([^"]+)"/.exec(page)?.[1] ?? "";
  const secret = new URL(uri).searchParams.get("secret") ?? "";
  expect(page).toContain("<svg");
  const on = await browser.submit("/settings/two-factor", {
    intent: "verify",
    code: totp(secret),
    uri,
    codes,
  });
  expect(location(on)).toBe("/settings?saved=two-factor#security");
  return { email: ada.email, secret, backupCodes: codes.split(" "), browser };
}

async function enterPassword(email: string, browser = browserClient(app.url)): Promise<BrowserClient> {
  const answer = await browser.submit("/sign-in", { email, password: PASSWORD, next: "/tasks" });
  expect(location(answer)).toBe("/two-factor?next=%2Ftasks");
  return browser;
}

describe("codes at sign-in", () => {
  test("are asked for after the password, and nothing is open before", async () => {
    const { email, secret } = await accountWithCodes();
    const browser = await enterPassword(email);
    expect(location(await browser.get("/tasks"))).toContain("/sign-in");
    const wrong = await browser.submit("/two-factor", { code: "000000", next: "/tasks" });
    expect([wrong.status, await wrong.text()]).toEqual([
      401,
      expect.stringContaining("The code is not right."),
    ]);
    const code = totp(secret);
    const right = await browser.submit("/two-factor", {
      code: `${code.slice(0, 3)} ${code.slice(3)}`,
      next: "/tasks",
    });
    expect(location(right)).toBe("/tasks");
    expect((await browser.get("/tasks")).status).toBe(200);
  });

  test("are replaced by a backup code, once", async () => {
    const { email, backupCodes } = await accountWithCodes();
    const code = backupCodes[0] ?? "";
    const first = await (await enterPassword(email)).submit("/two-factor", { code, backup: "1" });
    expect(location(first)).toBe("/chat");
    const second = await (await enterPassword(email)).submit("/two-factor", { code, backup: "1" });
    expect(await second.text()).toContain("has been used");
  });

  test("aren't asked for again in a browser that is trusted", async () => {
    const { email, secret } = await accountWithCodes();
    const browser = await enterPassword(email);
    await browser.submit("/two-factor", { code: totp(secret), trust: "1" });
    await browser.submit("/sign-out", {});
    expect(location(await browser.submit("/sign-in", { email, password: PASSWORD }))).toBe("/chat");
  });

  test("are switched off with the password only", async () => {
    const { email, browser } = await accountWithCodes();
    const wrong = await browser.submit("/settings/two-factor", { intent: "off", password: "wrong" });
    expect(await wrong.text()).toContain("The password is not right.");
    const off = await browser.submit("/settings/two-factor", { intent: "off", password: PASSWORD });
    expect(location(off)).toBe("/settings?saved=two-factor-off#security");
    const other = browserClient(app.url);
    expect(location(await other.submit("/sign-in", { email, password: PASSWORD }))).toBe("/chat");
  });

  test("don't lose what a guest has, whether the code is right or not", async () => {
    const { email, secret } = await accountWithCodes();
    const guest = await signInAsGuest(app.url);
    const thread = await startThread(guest, "Remember the milk");
    const browser = await enterPassword(email, browserClient(app.url, guest.cookie));
    await browser.submit("/two-factor", { code: "000000" });
    expect((await browser.get(`/chat/${thread}`)).status).toBe(200);
    await browser.submit("/two-factor", { code: totp(secret) });
    const ada = await personOf(app.url, email, browser.cookies());
    expect((await ada.api(`/api/chatkit/threads/${thread}`)).status).toBe(200);
  });
});

/** The code of an authenticator app at this moment (RFC 6238). */
function totp(base32: string): string {
  const bits = base32
    .split("")
    .map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", key).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  return String((digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000).padStart(6, "0");
}
