import { afterAll, describe, expect, inject, it, vi } from "vitest";
import pg from "pg";
import type { ListenClient } from "#db/notification-types.ts";
import { notify, openNotifications } from "#db/notifications.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";

const open: DatabaseHandle[] = [];
afterAll(() => Promise.all(open.map((handle) => handle.close())));

async function database(driver: "pglite" | "pg" | "neon"): Promise<DatabaseHandle> {
  const opened = await openTestDatabase(driver);
  open.push(opened);
  return opened;
}

describe.each(["pg", "neon"] as const)("notifications over %s", (driver) => {
  it("are verified, and then deliver what committed transactions sent", async () => {
    const handle = await database(driver);
    const notifications = handle.notifications();
    const received: string[] = [];
    notifications?.subscribe((payload) => received.push(payload));
    await vi.waitFor(() => expect(notifications?.verified).toBe(true), 5_000);

    await handle.db.transaction((tx) => tx.execute(notify("committed")));
    await handle.db
      .transaction(async (tx) => {
        await tx.execute(notify("rolled back"));
        throw new Error("no");
      })
      .catch(() => undefined);
    await handle.db.execute(notify("last"));
    await vi.waitFor(() => expect(received).toContain("last"), 5_000);
    expect(received).toEqual(["committed", "last"]);
  });
});

it("an embedded database has no notifications", async () => {
  expect((await database("pglite")).notifications()).toBeUndefined();
});

it("a connection without incoming notifications, as through a pooler, is not verified", async () => {
  const handle = await database("pg");
  const logged: string[] = [];
  // A pooler runs LISTEN on one server connection and the next statement on another.
  const deaf = (): ListenClient => {
    const client = new pg.Client({ connectionString: inject("postgresUrl") });
    return {
      connect: () => client.connect(),
      query: () => client.query("select 1"),
      on: () => undefined,
      end: () => client.end(),
    };
  };
  const notifications = openNotifications(handle.db, deaf, (message) => logged.push(message));
  await handle.db.execute(notify("anything"));
  expect(notifications.verified).toBe(false);
  expect(logged).toEqual([]);
  await notifications.close();
});

it("a lost connection is replaced and verified again", async () => {
  const handle = await database("pg");
  const notifications = handle.notifications();
  await vi.waitFor(() => expect(notifications?.verified).toBe(true), 5_000);
  await handle.db.execute(
    "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'LISTEN%' and datname = current_database()",
  );
  await vi.waitFor(() => expect(notifications?.verified).toBe(false), 5_000);
  await vi.waitFor(() => expect(notifications?.verified).toBe(true), 10_000);
});
