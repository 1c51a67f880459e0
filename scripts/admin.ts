import "./env-file.ts";
import { runProgram } from "./run-program.ts";

/* `npm run admin -- users list`: what the operator does. `--help` lists the commands, `--json` prints JSON. */

// The operator reads what is printed, and programs read it as JSON. Log lines are for a server.
process.env.LOG_LEVEL = "error";
await runProgram("admin");
