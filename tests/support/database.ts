import { openAsBlob } from "node:fs";
import { inject } from "vitest";

import { createDatabase, type DatabaseOptions } from "#db/create-database.ts";
import type { DatabaseHandle, DriverName } from "#db/types.ts";

import { copyOf, TEMPLATE } from "./copies.ts";

export const drivers: DriverName[] = ["pglite", "pg", "neon"];

/** Opens a new, empty, migrated database; the caller closes the handle. PGlite's is in memory. */
export async function openTestDatabase(driver: DriverName): Promise<DatabaseHandle> {
  return createDatabase(await testDatabaseOptions(driver));
}

/** Options that open a new database; each call creates one. It is migrated, unless `template` is `template0`. */
export async function testDatabaseOptions(driver: DriverName, template = TEMPLATE): Promise<DatabaseOptions> {
  if (driver === "pglite") {
    return { driver, ...(template === TEMPLATE && { copyOf: await openAsBlob(inject("pgliteDump")) }) };
  }
  const url = await createPostgresDatabase(template);
  return { driver, url, neonWsProxy: driver === "neon" ? inject("neonWsProxy") : undefined };
}

/**
 * Creates a database on the test run's PostgreSQL. It is migrated, unless `template` is PostgreSQL's empty
 * `template0`.
 */
export const createPostgresDatabase = (template = TEMPLATE): Promise<string> =>
  copyOf(inject("postgresUrl"), template);
