import { join } from "node:path";

import { defineConfig } from "drizzle-kit";

import { env } from "./app/env.server.ts";

/**
 * For drizzle-kit: `generate` compares db/schema with db/migrations, `studio` opens the app's database. Both
 * are started by scripts/db.ts, which locks PGlite's folder for studio. db/migrate.ts applies migrations.
 */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
  ...(env.DATABASE_DRIVER === "pglite"
    ? { driver: "pglite", dbCredentials: { url: join(env.DATA_DIR, "pglite") } }
    : { dbCredentials: { url: env.DATABASE_URL ?? "" } }),
});
