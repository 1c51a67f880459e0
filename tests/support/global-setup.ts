import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";

import { APP_FLAGS } from "./app-process.ts";
import { createTemplate, dumpTemplate } from "./copies.ts";
import { startNeonProxy } from "./neon-proxy.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL 18 server for the whole run, on which `openTestDatabase` creates databases. */
    postgresUrl: string;
    /** A WebSocket proxy in front of it, for the Neon driver. */
    neonWsProxy: string;
    /** The file with a dump of an empty, migrated PGlite. */
    pgliteDump: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, proxy] = await Promise.all([startPostgres(), startNeonProxy()]);
  const [dump] = await Promise.all([dumpTemplate(), createTemplate(postgres)]);
  project.provide("pgliteDump", dump);
  project.provide("postgresUrl", postgres.url());
  // For apps, which browser tests start, too (see `app-process.ts`).
  process.env.TEST_POSTGRES_URL = postgres.url();
  process.env.TEST_APP_FLAGS = APP_FLAGS;
  project.provide("neonWsProxy", proxy.address);
  return async () => {
    rmSync(dump);
    await proxy.stop();
    await postgres.stop();
  };
}
