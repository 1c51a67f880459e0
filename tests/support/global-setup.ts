import type { TestProject } from "vitest/node";

import { createTemplate } from "./copies.ts";
import { startNeonProxy } from "./neon-proxy.ts";
import { startPostgres } from "./postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** A PostgreSQL 18 server for the whole run, on which `openTestDatabase` creates databases. */
    postgresUrl: string;
    /** A WebSocket proxy in front of it, for the Neon driver. */
    neonWsProxy: string;
  }
}

/** The migrated database that each test database is a copy of. */
export const TEMPLATE = "template_migrated";

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, proxy] = await Promise.all([startPostgres(), startNeonProxy()]);
  await createTemplate(postgres, TEMPLATE);
  project.provide("postgresUrl", postgres.url());
  project.provide("neonWsProxy", proxy.address);
  return async () => {
    await proxy.stop();
    await postgres.stop();
  };
}
