import { afterAll, beforeAll } from "vitest";
import { createDatabase } from "#db/create-database.ts";
import type { Database, DatabaseHandle } from "#db/types.ts";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { createPostgresDatabase } from "#tests/support/database.ts";
import { expectNoErrors } from "./expect-error.ts";

/**
 * Starts the app for the tests of a file, on a database of its own that the tests may look into. Afterwards, the app
 * must have logged no error.
 */
export function appOnPostgres(env: Record<string, string> = {}): { url(): string; db(): Database } {
  let app: AppProcess;
  let database: DatabaseHandle;
  beforeAll(async () => {
    const url = await createPostgresDatabase();
    app = await startApp({ env: { DATABASE_URL: url, ...env } });
    database = await createDatabase({ driver: "pg", url });
  });
  afterAll(async () => {
    await app.stop();
    await database.close();
    expectNoErrors(app);
  });
  return { url: () => app.url, db: () => database.db };
}
