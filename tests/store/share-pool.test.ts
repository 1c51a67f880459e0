import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { isUnavailable, NoConnectionError } from "#db/lost-connection.ts";
import { createDatabase } from "#db/create-database.ts";
import { asRunWork } from "#db/run-work.ts";
import type { DatabaseHandle } from "#db/types.ts";
import { openTestDatabase } from "#tests/support/database.ts";

/** More than the pool has connections. */
const MANY = 20;

test.each(["pg", "neon"] as const)(
  "without a database, %s says that none could be reached",
  async (driver) => {
    const nowhere = { url: "postgres://127.0.0.1:1/x", neonWsProxy: "127.0.0.1:1" };
    const database = await createDatabase({ driver, ...nowhere });
    const ask = () => database.db.execute(sql`select 1`);
    expect(isUnavailable(await ask().catch((error: unknown) => error))).toBe(true);
    expect(isUnavailable(await asRunWork(ask, 300).catch((error: unknown) => error))).toBe(true);
    await database.close();
  },
);

describe.each(["pg", "neon"] as const)("The connections of %s", (driver) => {
  let database: DatabaseHandle;
  beforeAll(async () => {
    database = await openTestDatabase(driver);
  });
  afterAll(() => database.close());

  const sleep = (seconds: number) => database.db.execute(sql`select pg_sleep(${seconds})`);

  test("a request gets one while runs wait for theirs", async () => {
    const order: string[] = [];
    const runs = Array.from({ length: MANY }, () =>
      asRunWork(() => sleep(0.5)).then(() => order.push("run")),
    );
    await database.db.execute(sql`select 1`);
    await database.db.transaction((tx) => tx.execute(sql`select 1`));
    order.push("request");
    await Promise.all(runs);
    expect(order).toEqual(["request", ...runs.map(() => "run")]);
  });

  test("a run waits for its time at most, and takes no connection afterwards", async () => {
    const running = Array.from({ length: MANY }, () => asRunWork(() => sleep(0.3)));
    // By its answer, all of them have asked.
    await database.db.execute(sql`select 1`);
    const cause = await asRunWork(() => database.db.transaction((tx) => tx.execute(sql`select 1`)), 20).catch(
      (error: unknown) => error,
    );
    expect(cause).toBeInstanceOf(NoConnectionError);
    await Promise.all(running);
    await asRunWork(() => sleep(0));
  });

  test("a failed query and a failed transaction give theirs back", async () => {
    const fail = () => database.db.execute(sql`select no_such_column`).catch(() => "failed");
    const abort = () => database.db.transaction(() => Promise.reject(new Error("no"))).catch(() => "failed");
    const work = Array.from({ length: MANY }, (_, at) => asRunWork(at % 2 ? fail : abort));
    expect(new Set(await Promise.all(work))).toEqual(new Set(["failed"]));
    await Promise.all(Array.from({ length: MANY }, () => asRunWork(() => sleep(0))));
  });
});
