import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, personOf, signInAsGuest, signUp, startThread } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { startMailServer, type MailServer } from "#tests/support/mail-server.ts";

const NEW = "a new and better one";

let mail: MailServer;
let app: AppProcess;
let mailing: AppProcess;
beforeAll(async () => {
  mail = await startMailServer();
  [app, mailing] = await Promise.all([
    startApp({ env: { RATE_LIMIT_SIGN_IN: "1000" } }),
    startApp({ env: { SMTP_URL: mail.url, RATE_LIMIT_SIGN_IN: "1000" } }),
  ]);
});
afterAll(async () => {
  await Promise.all([app.stop(), mailing.stop()]);
  await mail.stop();
});

const location = (response: Response) => response.headers.get("location");
const signIn = (url: string, email: string, password: string) =>
  browserClient(url).submit("/sign-in", { email, password, intent: "password" });

describe("a forgotten password, without a mail server", () => {
  test("is replaced by a link in the log of one's own machine, once, and ends all sessions", async () => {
    const ada = await signUp(app.url);
    const page = browserClient(app.url);
    const asked = await page.submit("/forgot-password", { email: ada.email });
    expect(await asked.text()).toContain("If there is an account with");
    const link = /"url":"([^"]+\/reset-password[^"]+)"/.exec(app.log())?.[1] ?? "";
    expect(link).toContain(app.url);
    expect(await (await page.get(link)).text()).toContain("Choose a new password");

    const token = new URL(link).searchParams.get("token") ?? "";
    const short = await page.submit("/reset-password", { token, newPassword: "short" });
    expect([short.status, await short.text()]).toEqual([400, expect.stringContaining("Use 8 to 128")]);
    const set = await page.submit("/reset-password", { token, newPassword: NEW });
    expect([set.status, location(set)]).toEqual([303, "/sign-in?notice=reset"]);
    expect(await (await page.get("/sign-in?notice=reset")).text()).toContain("Your password is set");

    expect((await ada.chatkit({ type: "threads.list", params: {} })).status).toBe(401);
    expect((await signIn(app.url, ada.email, PASSWORD)).status).toBe(401);
    expect(location(await signIn(app.url, ada.email, NEW))).toBe("/chat");
    const again = await page.submit("/reset-password", { token, newPassword: NEW });
    expect(await again.text()).toContain("This link has been used, or is too old");
  });

  test("with an unknown address is answered the same", async () => {
    const page = browserClient(app.url);
    const email = "nobody@example.com";
    const asked = await page.submit("/forgot-password", { email });
    expect([asked.status, await asked.text()]).toEqual([
      200,
      expect.stringContaining(`If there is an account with ${email}`),
    ]);
    expect(app.log()).not.toContain(email);
  });
});

describe("a forgotten password, with a mail server", () => {
  test("is replaced by a link in a mail, as text and as HTML", async () => {
    const email = await confirmedAccount();
    const page = browserClient(mailing.url);
    await page.submit("/forgot-password", { email });
    const letter = await mail.next(email);
    expect(letter.subject).toBe("A new password for Chat");
    expect(letter.html).toContain(letter.link.replaceAll("&", "&amp;"));
    const token = new URL(letter.link).searchParams.get("token") ?? "";
    expect((await page.submit("/reset-password", { token, newPassword: NEW })).status).toBe(303);
    expect(location(await signIn(mailing.url, email, NEW))).toBe("/chat");
  });

  test("doesn't flood a mailbox", async () => {
    const email = await confirmedAccount();
    // Each from another browser; better-auth limits them by address, which tests share.
    for (let asked = 0; asked < 3; asked++) {
      await browserClient(mailing.url).submit("/forgot-password", { email });
    }
    await mail.next(email);
    expect(mail.waiting(email).length).toBeLessThan(3);
  });
});

describe("a new account, with a mail server", () => {
  test("is signed in by the link that confirms its address, and not before", async () => {
    const page = browserClient(mailing.url);
    const email = `${crypto.randomUUID()}@example.com`;
    const answer = await page.submit("/sign-up", { name: "Ada", email, password: PASSWORD });
    expect(await answer.text()).toContain(`We have sent a link to ${email}`);
    expect(page.cookies()).not.toContain("session_token");
    const early = await signIn(mailing.url, email, PASSWORD);
    expect([early.status, await early.text()]).toEqual([
      403,
      expect.stringContaining("Confirm your address first"),
    ]);

    const { link } = await mail.next(email);
    expect(location(await page.get(link))).toBe("/chat");
    expect((await page.get("/chat")).status).toBe(200);
    expect(location(await browserClient(mailing.url).get(link))).toBe("/sign-in?notice=confirmed");
  });

  test("takes along what a guest has, when the link is opened in the same browser", async () => {
    const guest = await signInAsGuest(mailing.url);
    const thread = await startThread(guest, "Remember the milk");
    const page = browserClient(mailing.url, guest.cookie);
    const email = `${crypto.randomUUID()}@example.com`;
    await page.submit("/sign-up", { name: "Ada", email, password: PASSWORD });
    expect((await page.get(`/chat/${thread}`)).status).toBe(200);
    await page.get((await mail.next(email)).link);
    const { userId } = await personOf(mailing.url, email, page.cookies());
    expect(userId).not.toBe(guest.userId);
    expect((await page.get(`/chat/${thread}`)).status).toBe(200);
  });

  test("with an address that has one is answered the same, and the mail tells", async () => {
    const email = await confirmedAccount();
    const page = browserClient(mailing.url);
    const fields = { name: "Eve", password: "something else" };
    const taken = await page.submit("/sign-up", { ...fields, email });
    const other = `${crypto.randomUUID()}@example.com`;
    const free = await page.submit("/sign-up", { ...fields, email: other });
    const same = (text: string, address: string) =>
      text.replaceAll(address, "x").replaceAll(/nonce="[^"]*"|[0-9a-f-]{36}/g, "");
    expect(taken.status).toBe(free.status);
    expect(same(await taken.text(), email).length).toBe(same(await free.text(), other).length);
    expect((await mail.next(email)).subject).toBe("You have an account at Chat");
    expect((await mail.next(other)).subject).toBe("Confirm your address for Chat");
  });
});

test("a change of the address is allowed by the old one and confirmed by the new one", async () => {
  const email = await confirmedAccount();
  const page = browserClient(mailing.url);
  await page.submit("/sign-in", { email, password: PASSWORD });
  const next = `${crypto.randomUUID()}@example.com`;
  const asked = await page.submit("/settings", { intent: "email", email: next, password: PASSWORD });
  expect(location(asked)).toBe("/settings?saved=email-sent#you");
  const allow = await mail.next(email);
  expect(allow.text).toContain(next);
  expect(location(await page.get(allow.link))).toContain("saved=allowed");
  expect((await signIn(mailing.url, next, PASSWORD)).status).toBe(401);
  await page.get((await mail.next(next)).link);
  expect(location(await signIn(mailing.url, next, PASSWORD))).toBe("/chat");
  expect((await signIn(mailing.url, email, PASSWORD)).status).toBe(401);
  expect(await (await page.get("/settings")).text()).toContain("Address changed");
});

test("a change to an address that has an account is answered the same, and changes nothing", async () => {
  const [email, taken] = [await confirmedAccount(), await confirmedAccount()];
  const page = browserClient(mailing.url);
  await page.submit("/sign-in", { email, password: PASSWORD });
  const asked = await page.submit("/settings", { intent: "email", email: taken, password: PASSWORD });
  expect(location(asked)).toBe("/settings?saved=email-sent#you");
  expect(location(await signIn(mailing.url, taken, PASSWORD))).toBe("/chat");
});

test("a sign-in doesn't tell whether there is an account", async () => {
  const { email } = await signUp(app.url);
  const bodies = await Promise.all(
    [email, "nobody@example.com"].map(async (address) => {
      const answer = await signIn(app.url, address, "a wrong password");
      return [answer.status, /role="alert"[^>]*>([^<]*)/.exec(await answer.text())?.[1]];
    }),
  );
  expect(bodies[0]).toEqual(bodies[1]);
});

/** Signs up where a mail server is, and opens the link. */
async function confirmedAccount(): Promise<string> {
  const page = browserClient(mailing.url);
  const email = `${crypto.randomUUID()}@example.com`;
  await page.submit("/sign-up", { name: "Ada", email, password: PASSWORD });
  await page.get((await mail.next(email)).link);
  return email;
}
