import "./env-file.ts";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { isFresh } from "./build/build.ts";

/*
 * `npm run admin -- users list`: what the operator does. `--help` lists the commands, `--json` prints JSON. It runs from the
 * server's build where there is one of these sources, because loading the sources takes longer than what most commands do.
 */

// The operator reads what is printed, and programs read it as JSON. Log lines are for a server.
process.env.LOG_LEVEL = "error";
const root = join(import.meta.dirname, "..");
const built = join(root, "build/server/admin.js");
// The image has a build, and not what another would be made with.
const isImage = !existsSync(join(root, "vite.config.ts"));
await import(existsSync(built) && (isImage || isFresh()) ? built : "./admin/main.ts");
