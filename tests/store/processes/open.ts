// Opens the given PGlite folder and keeps it open until standard input ends.
import { createDatabase } from "#db/create-database.ts";

const dataDir = process.argv[2];
try {
  const handle = await createDatabase({ driver: "pglite", dataDir });
  process.stdout.write("open\n");
  process.stdin.resume().on("end", () => void handle.close());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
