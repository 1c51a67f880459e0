// Migrates the database whose options are given as JSON.
import { createDatabase } from "#db/create-database.ts";

const handle = await createDatabase(JSON.parse(process.argv[2] ?? "{}"));
await handle.migrate();
await handle.close();
