import { describeError } from "#db/describe-error.ts";
import { generate, studio } from "./drizzle-kit.ts";
import { runMigrate, runSeed } from "./own.ts";

/* The command line of `scripts/db.ts`. */

const commands: Record<string, (args: string[]) => Promise<void>> = {
  migrate: runMigrate,
  seed: runSeed,
  studio,
  generate,
};

const [name = "", ...args] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;

try {
  if (!command) throw new Error(`Usage: db ${Object.keys(commands).join(" | ")}`);
  await command(args);
} catch (error) {
  console.error(describeError(error));
  process.exitCode = 1;
}
