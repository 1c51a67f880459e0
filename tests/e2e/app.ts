import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";

/** Several apps start at once, each beside a browser: on two cores, a start has taken up to 80 s. */
export const APP_TIMEOUT = 180_000;

/**
 * Runs the built app with an empty database while `use` runs. The database is a copy, because creating one
 * takes longer than the rest of a start.
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
