import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import { afterAll, beforeAll, expect } from "vitest";

import * as schema from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";

/** A node of a plan of PostgreSQL. */
export interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  "Actual Rows": number;
  "Rows Removed by Filter"?: number;
  Plans?: Plan[];
}

/** A database on PostgreSQL for the tests of a file, which tells how it runs a query. */
export function explained(): {
  db(): Database;
  planOf(query: () => Promise<unknown>, statements?: number, at?: number): Promise<Plan[]>;
} {
  const logged: { text: string; params: unknown[] }[] = [];
  let pool: pg.Pool;
  let db: Database;
  beforeAll(async () => {
    pool = new pg.Pool({ connectionString: await createPostgresDatabase(), max: 1 });
    const logger = { logQuery: (text: string, params: unknown[]) => void logged.push({ text, params }) };
    db = drizzle({ client: pool, schema, logger });
  });
  afterAll(() => pool.end());
  return {
    db: () => db,
    /** Every node of the plan with which PostgreSQL runs a statement of the query, by default the only one. */
    async planOf(query, statements = 1, at = 0) {
      logged.length = 0;
      await query();
      const one = logged[at];
      if (!one) throw new Error("no query was sent");
      expect(logged, "round trips").toHaveLength(statements);
      const { rows } = await pool.query(`explain (analyze, format json) ${one.text}`, one.params);
      const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
      return nodesOf(rows[0]["QUERY PLAN"][0].Plan);
    },
  };
}
