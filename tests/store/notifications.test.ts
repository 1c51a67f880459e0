import { afterAll, describe, expect, inject, it, vi } from "vitest";
import pg from "pg";
import type { ListenClient } from "#db/notification-types.ts";
import { notify, openNotifications } from "#db/notifications.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";

const open: DatabaseHandle[] = [];
afterAll(() => Promise.all(open.map((database) => database.close())));

async function database(driver: "pglite" | "pg" | "neon"): Promise<DatabaseHandle> {
  const opened = await openTestDatabase(driver);
  open.push(opened);
  return opened;
}

describe.each(["pg", "neon"] as const)("notifications over %s", (driver) => {
  it("prove themselves, and then tell what a committed transaction said", async () => {
    const handle = await database(driver);
    const notifications = handle.notifications();
    const heard: string[] = [];
    notifications?.subscribe((payload) => heard.push(payload));
    await vi.waitFor(() => expect(notifications?.verified).toBe(true), 5_000);

    await handle.db.transaction((tx) => tx.execute(notify("committed")));
    await handle.db
      .transaction(async (tx) => {
        await tx.execute(notify("rolled back"));
        throw new Error("no");
      })
      .catch(() => undefined);
    await handle.db.execute(notify("last"));
    await vi.waitFor(() => expect(heard).toContain("last"), 5_000);
    expect(heard).toEqual(["committed", "last"]);
  });
});

it("an embedded database has nobody to be told by", async () => {
  expect((await database("pglite")).notifications()).toBeUndefined();
});

it("a connection on which nothing arrives, as through a pooler, is not believed", async () => {
  const handle = await database("pg");
  const told: string[] = [];
  // A pooler takes LISTEN on one server connection and sends the next statement on another.
  const deaf = (): ListenClient => {
    const client = new pg.Client({ connectionString: inject("postgresUrl") });
    return {
      connect: () => client.connect(),
      query: () => client.query("select 1"),
      on: () => undefined,
      end: () => client.end(),
    };
  };
  const notifications = openNotifications(handle.db, deaf, (message) => told.push(message));
  await handle.db.execute(notify("anything"));
  expect(notifications.verified).toBe(false);
  expect(told).toEqual([]);
  await notifications.close();
});

it("a connection that is cut is made anew, and proves itself again", async () => {
  const handle = await database("pg");
  const notifications = handle.notifications();
  await vi.waitFor(() => expect(notifications?.verified).toBe(true), 5_000);
  await handle.db.execute(
    "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'LISTEN%' and datname = current_database()",
  );
  await vi.waitFor(() => expect(notifications?.verified).toBe(false), 5_000);
  await vi.waitFor(() => expect(notifications?.verified).toBe(true), 10_000);
});
