import "./env-file.ts";
import { join } from "node:path";

/*
 * `npm start`: builds when `build/` is missing or out of date, then serves. The server applies pending
 * migrations itself. The environment is validated first, so that a bad value stops the start before the
 * build.
 */
process.env.NODE_ENV = "production";

const { buildIfNeeded } = await import("./build/build.ts");
await import("#app/env.server.ts");
await buildIfNeeded({ brief: true });
await import(join(import.meta.dirname, "../build/server/index.js"));
