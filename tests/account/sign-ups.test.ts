import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import { insertInvitation } from "#db/queries/invitations.ts";
import { invitations, user } from "#db/schema/index.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { PASSWORD } from "#tests/support/api-client.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";

let invited: AppProcess;
let closed: AppProcess;
let school: AppProcess;
let database: DatabaseHandle;
beforeAll(async () => {
  const url = await createPostgresDatabase();
  database = await createDatabase({ driver: "pg", url });
  [invited, closed, school] = await Promise.all([
    startApp({ env: { SIGN_UPS: "invite", DATABASE_URL: url } }),
    startApp({ env: { SIGN_UPS: "closed" } }),
    startApp({ env: { SIGN_UP_DOMAINS: "school.example, example.edu" } }),
  ]);
});
afterAll(async () => {
  await Promise.all([invited.stop(), closed.stop(), school.stop()]);
  await database.close();
});

const newAddress = (domain = "example.com") => `${crypto.randomUUID()}@${domain}`;
const form = (email: string) => ({ name: "Ada", email, password: PASSWORD });

async function invite(values: Partial<Parameters<typeof insertInvitation>[1]> = {}): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await insertInvitation(database.db, {
    id: `inv_${token}`,
    tokenHash: createHash("sha256").update(token).digest("hex"),
    email: null,
    role: "member",
    maxUses: 1,
    expiresAt: new Date(Date.now() + 60_000),
    createdById: null,
    ...values,
  });
  return token;
}

describe("with SIGN_UPS=closed", () => {
  test("nobody signs up, by the page or the API, and guests are still welcome", async () => {
    const browser = browserClient(closed.url);
    expect(await (await browser.get("/sign-up")).text()).toContain("Nobody can sign up here");
    const answer = await browser.submit("/sign-up", form(newAddress()));
    expect([answer.status, await answer.text()]).toEqual([
      403,
      expect.stringContaining("Nobody can sign up here at the moment."),
    ]);
    expect((await browser.submit("/sign-in", { intent: "guest" })).status).toBe(303);
    expect((await browser.submit("/sign-up", form(newAddress()))).status).toBe(403);
  });
});

describe("with SIGN_UP_DOMAINS", () => {
  test.each([
    ["school.example", 303],
    ["EXAMPLE.EDU", 303],
    ["example.com", 403],
    ["sub.school.example", 403],
    ["school.example.evil.test", 403],
  ])("an address of %s gets %i", async (domain, status) => {
    const answer = await browserClient(school.url).submit("/sign-up", form(newAddress(domain)));
    expect(answer.status).toBe(status);
  });
});

describe("with SIGN_UPS=invite", () => {
  test("nobody signs up without an invitation", async () => {
    const browser = browserClient(invited.url);
    expect(await (await browser.get("/sign-up")).text()).toContain("You need an invitation");
    expect((await browser.submit("/sign-up", form(newAddress()))).status).toBe(403);
  });

  test("a link lets one person in, with its role", async () => {
    const token = await invite({ role: "admin" });
    const browser = browserClient(invited.url);
    expect(await (await browser.get(`/invite/${token}`)).text()).toContain("You are invited");
    const email = newAddress();
    expect((await browser.submit("/sign-up", form(email))).status).toBe(303);
    const [row] = await database.db.select({ role: user.role }).from(user).where(eq(user.email, email));
    expect(row?.role).toBe("admin");

    const late = browserClient(invited.url, `invitation=${token}`);
    const refused = await late.submit("/sign-up", form(newAddress()));
    expect([refused.status, await refused.text()]).toEqual([
      403,
      expect.stringContaining("This invitation can’t be used with this address, or not any more."),
    ]);
  });

  test("a link for an address lets nobody else in, and isn't used up by them", async () => {
    const email = newAddress();
    const token = await invite({ email });
    const browser = browserClient(invited.url);
    await browser.get(`/invite/${token}`);
    expect((await browser.submit("/sign-up", form(newAddress()))).status).toBe(403);
    expect((await browser.submit("/sign-up", form(email.toUpperCase()))).status).toBe(303);
  });

  test("of ten people who use the last place at once, one gets it", async () => {
    const token = await invite();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        browserClient(invited.url, `invitation=${token}`).submit("/sign-up", form(newAddress())),
      ),
    );
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1);
  });

  test("links that are used, old, taken back or made up look the same", async () => {
    const tokens = await Promise.all([
      invite({ maxUses: 0 }),
      invite({ expiresAt: new Date(Date.now() - 1000) }),
      invite().then(async (token) => {
        await database.db
          .update(invitations)
          .set({ revokedAt: new Date() })
          .where(eq(invitations.id, `inv_${token}`));
        return token;
      }),
    ]);
    const bodies = [];
    for (const token of [...tokens, randomBytes(24).toString("base64url"), "short"]) {
      const answer = await browserClient(invited.url).get(`/invite/${token}`);
      expect([answer.status, answer.headers.get("set-cookie")]).toEqual([404, null]);
      bodies.push((await answer.text()).replaceAll(/nonce="[^"]*"/g, "").replaceAll(token, ""));
    }
    expect(new Set(bodies.map((body) => /<main.*<\/main>/s.exec(body)?.[0])).size).toBe(1);
  });
});
