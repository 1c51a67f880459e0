import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PASSWORD, personOf, signInAsGuest, startThread } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient, type BrowserClient } from "#tests/support/browser-client.ts";
import { startMailServer, type MailServer } from "#tests/support/mail-server.ts";
import { startOAuthServer, type OAuthServer, type Profile } from "#tests/support/oauth-server.ts";

let mail: MailServer;
let oauth: OAuthServer;
let app: AppProcess;
let invited: AppProcess;
beforeAll(async () => {
  [mail, oauth] = await Promise.all([startMailServer(), startOAuthServer()]);
  const env = { ...oauth.env, RATE_LIMIT_SIGN_IN: "1000" };
  [app, invited] = await Promise.all([
    startApp({ env: { ...env, SMTP_URL: mail.url } }),
    startApp({ env: { ...env, SIGN_UPS: "invite" } }),
  ]);
});
afterAll(async () => {
  await Promise.all([app.stop(), invited.stop()]);
  await Promise.all([mail.stop(), oauth.stop()]);
});

const location = (response: Response) => response.headers.get("location") ?? "";

function newProfile(values: Partial<Profile> = {}): Profile {
  const id = String(Math.floor(Math.random() * 1e12));
  const profile = { id, name: "Ada", email: `${id}@example.com`, isVerified: true, ...values };
  oauth.add(profile);
  return profile;
}

/** Goes to the provider and comes back. @returns where that leads */
async function signInWith(browser: BrowserClient, provider: "github" | "google", { id }: Profile) {
  const away = await browser.submit("/sign-in", { intent: provider, next: "/tasks" });
  const state = new URL(location(away)).searchParams.get("state") ?? "";
  const back = `/api/auth/callback/${provider}?${new URLSearchParams({ code: id, state }).toString()}`;
  return location(await browser.get(back));
}

describe.each(["github", "google"] as const)("a sign-in with %s", (provider) => {
  test("makes an account the first time, and is the same account afterwards", async () => {
    const profile = newProfile();
    const first = browserClient(app.url);
    expect(await signInWith(first, provider, profile)).toMatch(/\/tasks$/);
    const page = await (await first.get("/settings")).text();
    expect(page).toContain(profile.email);
    expect(page).toContain(`Signed in (${provider === "github" ? "GitHub" : "Google"})`);
    const { userId } = await personOf(app.url, profile.email, first.cookies());
    const second = browserClient(app.url);
    await signInWith(second, provider, profile);
    expect((await personOf(app.url, profile.email, second.cookies())).userId).toBe(userId);
  });

  test("takes along what a guest has", async () => {
    const guest = await signInAsGuest(app.url);
    const thread = await startThread(guest, "Remember the milk");
    const browser = browserClient(app.url, guest.cookie);
    await signInWith(browser, provider, newProfile());
    expect((await browser.get(`/chat/${thread}`)).status).toBe(200);
  });

  test("joins an account of the same address only when both have confirmed it", async () => {
    const email = `${crypto.randomUUID()}@example.com`;
    const own = browserClient(app.url);
    await own.submit("/sign-up", { name: "Ada", email, password: PASSWORD });
    const early = browserClient(app.url);
    expect(await signInWith(early, provider, newProfile({ email }))).toContain("error=account_not_linked");
    expect(await (await early.get("/sign-in?error=account_not_linked")).text()).toContain(
      "There is an account with the address of that sign-in.",
    );
    await own.get((await mail.next(email)).link);
    const unsure = browserClient(app.url);
    expect(await signInWith(unsure, provider, newProfile({ email, isVerified: false }))).toContain("error=");
    const sure = browserClient(app.url);
    expect(await signInWith(sure, provider, newProfile({ email }))).toMatch(/\/tasks$/);
    const ids = await Promise.all([own, sure].map((one) => personOf(app.url, email, one.cookies())));
    expect(ids[0]?.userId).toBe(ids[1]?.userId);
  });

  test("makes no account without an invitation where one is needed", async () => {
    const browser = browserClient(invited.url);
    const place = await signInWith(browser, provider, newProfile());
    expect(place).toContain("/sign-in?error=");
    expect(await (await browser.get(place)).text()).toContain("You need an invitation to sign up here.");
  });

  test("that is cancelled says so", async () => {
    const browser = browserClient(app.url);
    const away = await browser.submit("/sign-in", { intent: provider });
    const state = new URL(location(away)).searchParams.get("state") ?? "";
    const query = new URLSearchParams({ error: "access_denied", state });
    const place = location(await browser.get(`/api/auth/callback/${provider}?${query.toString()}`));
    expect(await (await browser.get(place)).text()).toContain("The sign-in was cancelled.");
  });
});
