import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

/** Several apps start at once, each beside a browser: on two cores one was seen to take 80 s. */
export const APP_TIMEOUT = 180_000;

/**
 * Runs the built app over an empty database for as long as `use` takes. The database is a copy: making one
 * costs more than all the rest of a start.
 */
export async function withApp(
  env: Record<string, string>,
  use: (app: AppProcess) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "chat-test-"));
  if (process.env.EMPTY_DATA) cpSync(process.env.EMPTY_DATA, dataDir, { recursive: true });
  const app = await startApp({ env, dataDir });
  await use(app);
  await app.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
