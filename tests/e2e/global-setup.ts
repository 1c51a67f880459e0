import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { APP_FLAGS } from "#tests/support/app-process.ts";
import { createTemplate } from "#tests/support/copies.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { buildDouble } from "#tests/support/chatkit-double/build.ts";

/**
 * Starts PostgreSQL with the database that apps of several processes start with a copy of (see `processes.ts`), and builds
 * ChatKit's double. The demo data are made by the first test that wants them (see `demo.ts`).
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "chat-e2e-"));
  const demo = join(folder, "demo");
  process.env.DEMO_DATA = demo;
  const double = join(folder, "chatkit-double.js");
  writeFileSync(double, await buildDouble());
  process.env.CHATKIT_DOUBLE = double;
  const postgres = await startPostgres();
  await createTemplate(postgres);
  process.env.POSTGRES_URL = postgres.url();
  process.env.TEST_APP_FLAGS = APP_FLAGS;
  return async () => {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
