import { sql } from "drizzle-orm";
import { expect, test } from "vitest";

import { connectPglite } from "#db/drivers/pglite.ts";

/** Takes some milliseconds of calculation. */
const STATEMENT = sql`select count(*) from generate_series(1, 50000)`;
const STATEMENTS = 40;

test("the event loop turns between the statements of many requests", async () => {
  const { db, close } = await connectPglite({});
  await db.execute(STATEMENT);
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 0);
  await Promise.all(Array.from({ length: STATEMENTS }, async () => db.execute(STATEMENT)));
  clearInterval(turning);
  await close();
  expect(turns).toBeGreaterThan(2);
});
