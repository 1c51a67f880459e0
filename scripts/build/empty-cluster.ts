import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createDatabase } from "#db/create-database.ts";

/* Makes an empty cluster, which first starts copy (see db/drivers/empty-cluster.ts), in the folder that is named. */
const [, , folder] = process.argv;
if (!folder) throw new Error("Usage: empty-cluster <folder>");
const partial = `${folder}.partial`;
for (const old of [folder, partial]) rmSync(old, { recursive: true, force: true });
const database = await createDatabase({ driver: "pglite", dataDir: partial });
await database.migrate();
await database.close();
renameSync(join(partial, "pglite"), folder);
rmSync(partial, { recursive: true });
