import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { user } from "#db/schema/index.ts";
import { signInAsGuest, signUp, startThread, type Person } from "#tests/support/api-client.ts";
import { browserClient, type BrowserClient } from "#tests/support/browser-client.ts";
import { appOnPostgres } from "#tests/routes/app-on-postgres.ts";

const app = appOnPostgres();

async function administrator(): Promise<Person & { browser: BrowserClient }> {
  const ada = await signUp(app.url());
  await app.db().update(user).set({ role: "admin" }).where(eq(user.id, ada.userId));
  return { ...ada, browser: browserClient(app.url(), ada.cookie) };
}

describe("the page for administrators", () => {
  test("isn't there for members and guests", async () => {
    for (const person of [await signUp(app.url()), await signInAsGuest(app.url())]) {
      const browser = browserClient(app.url(), person.cookie);
      expect((await browser.get("/admin")).status).toBe(404);
      const form = { command: "users.delete", user: person.userId, yes: "1" };
      expect((await browser.submit("/admin", form)).status).toBe(404);
    }
  });

  test("isn't there any more as soon as the role is taken away", async () => {
    const { browser, userId } = await administrator();
    expect((await browser.get("/admin")).status).toBe(200);
    await app.db().update(user).set({ role: "member" }).where(eq(user.id, userId));
    expect((await browser.get("/admin")).status).toBe(404);
  });

  test("finds users, and shows nothing that they have written", async () => {
    const { browser } = await administrator();
    const ben = await signUp(app.url());
    await startThread(ben, "A secret about Xanthippe");
    const page = await (await browser.get(`/admin?q=${ben.email.slice(0, 13)}`)).text();
    expect(page).toContain(ben.email);
    expect(page).toContain("1 conversation");
    expect(page).not.toContain("Xanthippe");
  });

  test("deletes a user only when that is said twice, and never oneself", async () => {
    const { browser, userId } = await administrator();
    const ben = await signUp(app.url());
    const careless = await browser.submit("/admin", { command: "users.delete", user: ben.userId });
    expect([careless.status, await careless.text()]).toEqual([
      400,
      expect.stringContaining("Say that you are sure"),
    ]);
    const sure = { command: "users.delete", yes: "1" };
    expect((await browser.submit("/admin", { ...sure, user: ben.userId })).status).toBe(303);
    expect((await ben.chatkit({ type: "threads.list", params: {} })).status).toBe(401);
    const own = await browser.submit("/admin", { ...sure, user: userId });
    expect(await own.text()).toContain("Delete your own account in its settings.");
  });

  test("invites, shows the link once, and writes down who did", async () => {
    const { browser, email } = await administrator();
    const page = await (
      await browser.submit("/admin", { command: "users.invite", uses: "2", days: "3" })
    ).text();
    const link =
      /This link is shown once: <code[^>]*>([^<]+)</.exec(page.replaceAll("<!-- -->", ""))?.[1] ?? "";
    expect((await browserClient(app.url()).get(new URL(link).pathname)).status).toBe(200);
    const after = await (await browser.get("/admin")).text();
    expect(after).not.toContain(link);
    expect(after).toContain(`${email} · users invite`);
  });

  test("carries out nothing that is for the operator alone", async () => {
    const { browser } = await administrator();
    for (const command of ["users.create", "prune", "toString", ""]) {
      const answer = await browser.submit("/admin", { command, email: "x@example.com", name: "X" });
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining("This form has no such action."),
      ]);
    }
  });
});
