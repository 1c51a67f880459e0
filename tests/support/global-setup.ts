import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";

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

/** The migrated database that each test database is a copy of. */
export const TEMPLATE = "template_migrated";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, proxy] = await Promise.all([startPostgres(), startNeonProxy()]);
  const [dump] = await Promise.all([dumpTemplate(), createTemplate(postgres, TEMPLATE)]);
  project.provide("pgliteDump", dump);
  project.provide("postgresUrl", postgres.url());
  project.provide("neonWsProxy", proxy.address);
  return async () => {
    rmSync(dump);
    await proxy.stop();
    await postgres.stop();
  };
}
