import { sql } from "drizzle-orm";

import { migrate, pendingMigrations } from "./migrate.ts";
import { openNotifications } from "./notifications.ts";
import type { Notifications } from "./notification-types.ts";
import type { DatabaseHandle, DriverConnection, DriverName } from "./types.ts";

export interface DatabaseOptions {
  driver: DriverName;
  /** A `postgres://` URL, required for pg and neon. */
  url?: string | undefined;
  /** A URL of the same database that bypasses the pooler, for LISTEN. Default: `url`. */
  unpooledUrl?: string | undefined;
  /** PGlite stores its files in `<dataDir>/pglite`. Without it, PGlite stores everything in memory. */
  dataDir?: string | undefined;
  /** A dump of PGlite's, of which the database begins as a copy. */
  copyOf?: Blob | undefined;
  /** `host:port/path` of a WebSocket proxy for the Neon driver, in tests. */
  neonWsProxy?: string | undefined;
  migrationsFolder?: string | undefined;
}

/**
 * Opens a database. It doesn't read the environment; the app's database is `getDatabase()` in
 * `client.ts`.
 *
 * @throws Error with a one-line message when PGlite's folder is in use
 */
export async function createDatabase(options: DatabaseOptions): Promise<DatabaseHandle> {
  const { db, listenClient, close } = await connect(options);
  let notifications: Notifications | undefined;
  const { migrationsFolder } = options;
  return {
    db,
    driver: options.driver,
    migrate: () => migrate(db, { migrationsFolder, hasOneConnection: options.driver === "pglite" }),
    pendingMigrations: () => pendingMigrations(db, { migrationsFolder }),
    ping: async () => {
      await db.execute(sql`select 1`);
    },
    notifications(log) {
      if (listenClient) notifications ??= openNotifications(db, listenClient, log);
      return notifications;
    },
    async close() {
      await notifications?.close();
      await close();
    },
  };
}

// Only the chosen driver is imported, because PGlite's WebAssembly has 10 MB.
async function connect(options: DatabaseOptions): Promise<DriverConnection> {
  switch (options.driver) {
    case "pglite": {
      const { connectPglite } = await import("./drivers/pglite.ts");
      return connectPglite(options);
    }
    case "pg": {
      const { connectPg } = await import("./drivers/pg.ts");
      return connectPg(requireUrl(options), options.unpooledUrl);
    }
    case "neon": {
      const { connectNeon } = await import("./drivers/neon.ts");
      return connectNeon(requireUrl(options), options.unpooledUrl, options.neonWsProxy);
    }
    default:
      return options.driver satisfies never;
  }
}

function requireUrl(options: DatabaseOptions): string {
  if (options.url === undefined) throw new Error(`The ${options.driver} driver needs a database URL`);
  return options.url;
}
