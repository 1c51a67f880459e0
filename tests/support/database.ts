import { inject } from "vitest";

import { createDatabase, type DatabaseOptions } from "#db/create-database.ts";
import type { DatabaseHandle, DriverName } from "#db/types.ts";

import { copyOf } from "./copies.ts";
import { TEMPLATE } from "./global-setup.ts";

export const drivers: DriverName[] = ["pglite", "pg", "neon"];

/** Opens a new, empty, migrated database; the caller closes the handle. PGlite's is in memory. */
export async function openTestDatabase(driver: DriverName): Promise<DatabaseHandle> {
  const handle = await createDatabase(await testDatabaseOptions(driver));
  if (driver === "pglite") await handle.migrate();
  return handle;
}

/** Options that open a new database; each call creates one. */
export async function testDatabaseOptions(driver: DriverName, template = TEMPLATE): Promise<DatabaseOptions> {
  if (driver === "pglite") return { driver };
  const url = await createPostgresDatabase(template);
  return { driver, url, neonWsProxy: driver === "neon" ? inject("neonWsProxy") : undefined };
}

/**
 * Creates a database on the test run's PostgreSQL. It is migrated, unless `template` is PostgreSQL's empty
 * `template0`.
 */
export const createPostgresDatabase = (template = TEMPLATE): Promise<string> =>
  copyOf(inject("postgresUrl"), template);
