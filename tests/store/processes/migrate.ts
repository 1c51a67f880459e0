// Connects to the database with the given options (JSON), prints "ready", and migrates it when standard input ends.
import { createDatabase } from "#db/create-database.ts";

const handle = await createDatabase(JSON.parse(process.argv[2] ?? "{}"));
await handle.ping();
process.stdout.write("ready\n");
process.stdin.resume().on("end", async () => {
  await handle.migrate();
  await handle.close();
});
