import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

import type { ListenClient, Notifications } from "./notification-types.ts";
import type * as schema from "./schema/index.ts";

/** The result of `execute`, whose values are as the driver parsed them. */
interface Rows<Row> {
  rows: Row[];
}

interface RowsHKT extends PgQueryResultHKT {
  type: Rows<this["row"]>;
}

/** The database type of all queries, for every driver. */
export type Database = PgDatabase<RowsHKT, typeof schema>;

/** The argument of the callback of `db.transaction`, which must not use `db` itself. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

export type DriverName = "pglite" | "pg" | "neon";

export interface DatabaseHandle {
  db: Database;
  driver: DriverName;
  /** Applies the pending migrations. Several processes may call it at the same time. */
  migrate(): Promise<void>;
  /** Tags of the migrations that are not yet applied. */
  pendingMigrations(): Promise<string[]>;
  /** Messages between processes, opened at the first call. Undefined if the database serves one process. */
  notifications(log?: (message: string) => void): Notifications | undefined;
  /** Rejects when the database can't be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The part of a DatabaseHandle that depends on the driver. */
export interface DriverConnection {
  db: Database;
  /** Makes a connection for LISTEN. Undefined if the database serves one process. */
  listenClient?: () => ListenClient;
  close(): Promise<void>;
}
