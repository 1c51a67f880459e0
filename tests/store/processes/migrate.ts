// Connects to the database whose options are given as JSON, says so, and migrates it when its standard input ends.
import { createDatabase } from "#db/create-database.ts";

const handle = await createDatabase(JSON.parse(process.argv[2] ?? "{}"));
await handle.ping();
process.stdout.write("ready\n");
process.stdin.resume().on("end", async () => {
  await handle.migrate();
  await handle.close();
});
