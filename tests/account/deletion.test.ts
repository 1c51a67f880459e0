import { getTableName, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { describe, expect, test } from "vitest";
import * as schema from "#db/schema/index.ts";
import {
  authPost,
  createThread,
  PASSWORD,
  signInAsGuest,
  signUp,
  startThread,
  type Person,
} from "#tests/support/api-client.ts";
import { browserClient } from "#tests/support/browser-client.ts";
import { tablesWith } from "#tests/support/every-table.ts";
import { appOnPostgres } from "#tests/routes/app-on-postgres.ts";
import { fillEveryTable } from "./full-account.ts";

const app = appOnPostgres();

const location = (response: Response) => response.headers.get("location");
const inBrowserOf = (person: Person) => browserClient(app.url(), person.cookie);

/** Waits until nothing names the user any more: the data is deleted in the background. */
async function untilGone(userId: string): Promise<void> {
  for (;;) {
    const left = await tablesWith(app.db(), userId);
    if (Object.keys(left).length === 0) return;
  }
}

/** Tables that never name a user. `deleted_files` has random keys only. */
const NOT_OF_USERS = new Set(["deleted_files", "jwks", "rate_limit", "run_events"]);

describe("deleting an account", () => {
  test("leaves nothing in any table, and this test looks into every one", async () => {
    const ada = await signUp(app.url());
    await fillEveryTable(app.db(), ada);
    const before = await tablesWith(app.db(), ada.userId);
    const all = Object.values(schema).flatMap((table) =>
      table instanceof PgTable ? [getTableName(table)] : [],
    );
    const ofUsers = all.filter((name) => !NOT_OF_USERS.has(name));
    expect(Object.keys(before).toSorted(), "a new table has to be filled in full-account.ts").toEqual(
      ofUsers.toSorted(),
    );

    const gone = await inBrowserOf(ada).submit("/settings/delete", { password: PASSWORD });
    expect(location(gone)).toBe("/sign-in?notice=deleted");
    expect(gone.headers.get("clear-site-data")).toBe('"storage"');
    await untilGone(ada.userId);
    for (const words of [ada.email, "Xanthippe"]) expect(await tablesWith(app.db(), words)).toEqual({});
    const events = await app.db().execute(sql`select 1 from run_events`);
    expect(events.rows).toEqual([]);
  });

  test("signs out everywhere at once, and frees the address", async () => {
    const ada = await signUp(app.url());
    await startThread(ada, "Hello");
    await inBrowserOf(ada).submit("/settings/delete", { password: PASSWORD });
    expect((await ada.chatkit({ type: "threads.list", params: {} })).status).toBe(401);
    const again = { name: "Ada", email: ada.email, password: PASSWORD };
    expect((await authPost(app.url(), "/sign-up/email", again)).status).toBe(200);
  });

  test("needs the password", async () => {
    const ada = await signUp(app.url());
    const page = await (await inBrowserOf(ada).get("/settings/delete")).text();
    expect(page).toContain("Your password");
    const refused = await inBrowserOf(ada).submit("/settings/delete", { password: "wrong" });
    expect([refused.status, await refused.text()]).toEqual([
      400,
      expect.stringContaining("The password is not right."),
    ]);
    expect((await ada.chatkit({ type: "threads.list", params: {} })).status).toBe(200);
  });

  test("says what goes", async () => {
    const ada = await signUp(app.url());
    await startThread(ada, "Add a task: buy milk");
    await startThread(ada, "Hello");
    const page = await (await inBrowserOf(ada).get("/settings/delete")).text();
    expect(page).toContain("2 conversations");
    expect(page).toContain("1 task ");
  });

  test("stops answers that are under way", async () => {
    const ada = await signUp(app.url());
    const response = await ada.chatkit(createThread("Write a long text"));
    await inBrowserOf(ada).submit("/settings/delete", { password: PASSWORD });
    expect(await response.text()).not.toContain('"type":"error"');
    await untilGone(ada.userId);
  });
});

test("a guest deletes everything without a password", async () => {
  const guest = await signInAsGuest(app.url());
  await startThread(guest, "Hello");
  expect((await inBrowserOf(guest).submit("/settings/delete", {})).status).toBe(303);
  await untilGone(guest.userId);
});
