import { renameSync, rmSync } from "node:fs";
import { PGlite } from "@electric-sql/pglite";

/* Makes an empty cluster, which first starts copy (see db/drivers/empty-cluster.ts), in the folder that is named. */
const [, , folder] = process.argv;
if (!folder) throw new Error("Usage: empty-cluster <folder>");
const partial = `${folder}.partial`;
for (const old of [folder, partial]) rmSync(old, { recursive: true, force: true });
const client = await PGlite.create(partial);
await client.close();
renameSync(partial, folder);
