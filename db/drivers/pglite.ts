import { join } from "node:path";

import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { drizzle } from "drizzle-orm/pglite";

import * as schema from "../schema/index.ts";
import { clocked } from "../query-clock.ts";
import { tracePglite } from "../traced-statements.ts";
import type { DriverConnection } from "../types.ts";
import { lockFolder } from "./folder-lock.ts";
import { transactionGuard } from "./transaction-guard.ts";

/** PostgreSQL in this process, with its files in `<dataDir>/pglite` or, without `dataDir`, in memory. */
export async function connectPglite(dataDir?: string): Promise<DriverConnection> {
  const lock = dataDir === undefined ? undefined : lockFolder(dataDir);
  try {
    const client = await PGlite.create({
      // Search uses these; see the migrations.
      extensions: { btree_gin, pg_trgm },
      ...(dataDir === undefined ? {} : { dataDir: join(dataDir, "pglite") }),
    });
    tracePglite(client);
    const guard = transactionGuard();
    const watched = guard.watch(clocked(client, ["query"]), [
      "query",
      "exec",
      "sql",
      "describeQuery",
      "transaction",
      "runExclusive",
    ]);
    return {
      db: clocked(guard.track(drizzle({ client: watched, schema })), ["transaction"]),
      async close() {
        if (!client.closed) await client.close();
        lock?.release();
      },
    };
  } catch (error) {
    lock?.release();
    throw error;
  }
}
