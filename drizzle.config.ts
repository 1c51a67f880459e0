import { defineConfig } from "drizzle-kit";

/** `npm run db:generate` compares db/schema with db/migrations. Running the SQL is db/migrate.ts's work. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/index.ts",
  out: "./db/migrations",
});
