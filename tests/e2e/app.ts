import type { WorkerInfo } from "@playwright/test";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { withProcesses } from "./processes.ts";

/** Several apps start at once, each beside a browser: on two cores, a start has taken up to 80 s. */
export const APP_TIMEOUT = 180_000;

/**
 * Runs the built app with an empty database while `use` runs.
 *
 * @param worker whose project says how many processes the app is made of, unless `APP_PROCESSES` does
 */
export async function withApp(
  env: Record<string, string>,
  use: (app: AppProcess) => Promise<void>,
  worker?: WorkerInfo,
): Promise<void> {
  const processes = Number(process.env.APP_PROCESSES ?? worker?.project.metadata.processes ?? 1);
  if (processes > 1) return withProcesses(processes, env, use);
  const app = await startApp({ env });
  await use(app);
  await app.stop();
}
