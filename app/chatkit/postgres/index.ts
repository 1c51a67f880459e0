/* What the package exports as `chatkit-server/postgres`. */

export { createPostgresStore, type PostgresStoreOptions } from "./store.ts";
export { createPostgresTables, POSTGRES_SCHEMA } from "./schema.ts";
export type { SqlClient } from "./client.ts";
