import { join } from "node:path";

import { PGlite } from "@electric-sql/pglite";
import { btree_gin } from "@electric-sql/pglite/contrib/btree_gin";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { drizzle } from "drizzle-orm/pglite";

import * as schema from "../schema/index.ts";
import { clocked } from "../query-clock.ts";
import { tracePglite } from "../traced-statements.ts";
import type { DriverConnection } from "../types.ts";
import { placeEmptyCluster } from "./empty-cluster.ts";
import { endOnPanic } from "./end-on-panic.ts";
import { lockFolder } from "./folder-lock.ts";
import { openingError } from "./opening-error.ts";
import { SyncedFiles } from "./synced-files.ts";
import { transactionGuard } from "./transaction-guard.ts";
import { turnBetweenStatements } from "./turn-between-statements.ts";

/** Search uses these; see the migrations. */
export const extensions = { btree_gin, pg_trgm };

const settings = [
  // Of PostgreSQL's 128 MB, which PGlite fills with zeros at every start. The system keeps what was read of files, too.
  "shared_buffers=32MB",
  // What a checkpoint keeps of the write-ahead log for later, of PostgreSQL's 1 GB.
  "max_wal_size=64MB",
  "min_wal_size=32MB",
  // PGlite's own parameters switch it off.
  "fsync=on",
  "wal_sync_method=fsync",
];
const startParams = [...PGlite.defaultStartParams, ...settings.flatMap((setting) => ["-c", setting])];

export interface PgliteOptions {
  /** The files are in `<dataDir>/pglite`. Without it, they are in memory. */
  dataDir?: string | undefined;
  /** What PGlite's `dumpDataDir` has made of a database; this one begins as a copy of it. */
  copyOf?: Blob | undefined;
}

/** PostgreSQL in this process. */
export async function connectPglite({ dataDir, copyOf }: PgliteOptions): Promise<DriverConnection> {
  const lock = dataDir === undefined ? undefined : lockFolder(dataDir);
  try {
    const folder = dataDir && join(dataDir, "pglite");
    if (folder) placeEmptyCluster(folder);
    const client = await PGlite.create({
      extensions,
      startParams,
      ...(folder && { fs: new SyncedFiles(folder) }),
      ...(copyOf && { loadDataDir: copyOf }),
    });
    endOnPanic(client);
    turnBetweenStatements(client);
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
    throw openingError(error, dataDir);
  }
}
