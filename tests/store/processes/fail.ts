// Adds a row to a table of the given PGlite folder, prints "stored", and adds another one on a disk that fails.
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { sql } from "drizzle-orm";
import { createDatabase } from "#db/create-database.ts";

const { db } = await createDatabase({ driver: "pglite", dataDir: process.argv[2] });
await db.execute(sql`create table rows (n int)`);
await db.execute(sql`insert into rows values (1)`);
process.stdout.write("stored\n");
fs.fsyncSync = () => {
  throw new Error("EIO: i/o error, fsync");
};
syncBuiltinESMExports();
await db.execute(sql`insert into rows values (2)`).catch(() => undefined);
await db.execute(sql`select 1`);
process.stdout.write("alive\n");
