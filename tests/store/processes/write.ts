// Adds tasks to the given PGlite folder in an endless loop, and prints the id of each stored task.
import { createDatabase } from "#db/create-database.ts";
import { newId } from "#db/ids.ts";
import { tasks, user } from "#db/schema/index.ts";

const { db, migrate } = await createDatabase({ driver: "pglite", dataDir: process.argv[2] });
await migrate();
await db.insert(user).values({ id: "writer", name: "Writer", email: "writer@example.com" });
for (let n = 0; ; n++) {
  const id = newId("task");
  await db.insert(tasks).values({ id, userId: "writer", title: `Task ${n}`, notes: "x".repeat(2000) });
  process.stdout.write(`${id}\n`);
}
