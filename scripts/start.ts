import "./env-file.ts";
import { join } from "node:path";

/*
 * `npm start`: builds when `build/` is absent or its inputs have changed, then serves. The database is
 * migrated by the server itself.
 */
process.env.NODE_ENV = "production";

const { buildIfNeeded } = await import("./build/build.ts");
await import("#app/env.server.ts");
await buildIfNeeded();
await import(join(import.meta.dirname, "../build/server/index.js"));
