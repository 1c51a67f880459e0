import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

import type { ListenClient, Notifications } from "./notification-types.ts";
import type * as schema from "./schema/index.ts";

/** What `execute` answers on every driver: rows, with values as the driver parsed them. */
interface Rows<Row> {
  rows: Row[];
}

interface RowsHKT extends PgQueryResultHKT {
  type: Rows<this["row"]>;
}

/** The one type that queries see, whichever driver is behind it. */
export type Database = PgDatabase<RowsHKT, typeof schema>;

/** What the callback of `db.transaction` gets. Inside it, `db` itself is out of bounds. */
export type Tx = Parameters<Parameters<Database["transaction"]>[0]>[0];

export type DriverName = "pglite" | "pg" | "neon";

export interface DatabaseHandle {
  db: Database;
  driver: DriverName;
  /** Applies what is pending of db/migrations; safe to call from several processes at once. */
  migrate(): Promise<void>;
  /** Tags of migrations that the database doesn't have yet. */
  pendingMigrations(): Promise<string[]>;
  /**
   * What processes tell each other through the database; undefined where there is only this one. Opened at
   * the first call.
   */
  notifications(log?: (message: string) => void): Notifications | undefined;
  /** Rejects when the database can't be reached. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** What a driver brings: the rest of the handle is the same for all. */
export interface DriverConnection {
  db: Database;
  /** A connection for LISTEN; a database that serves one process has nobody to be told by. */
  listenClient?: () => ListenClient;
  close(): Promise<void>;
}
