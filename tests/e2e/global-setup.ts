import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { createTemplate } from "#tests/support/copies.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { buildDouble } from "#tests/support/chatkit-double/build.ts";
import { TEMPLATE } from "./processes.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");

/**
 * Creates the empty databases that each app of the run starts with a copy of (see `app.ts` and `processes.ts`), and
 * ChatKit's double. The demo data are made by the first test that wants them (see `demo.ts`).
 */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "chat-empty-"));
  await run(process.execPath, ["scripts/db.ts", "migrate"], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: folder },
  });
  process.env.EMPTY_DATA = folder;
  const demo = join(folder, "../", `chat-demo-${process.pid}`);
  process.env.DEMO_DATA = demo;
  const double = join(folder, "../", `chatkit-double-${process.pid}.js`);
  writeFileSync(double, await buildDouble());
  process.env.CHATKIT_DOUBLE = double;
  const postgres = await startPostgres();
  await createTemplate(postgres, TEMPLATE);
  process.env.POSTGRES_URL = postgres.url();
  return async () => {
    await postgres.stop();
    for (const path of [folder, demo, double]) rmSync(path, { recursive: true, force: true });
  };
}
