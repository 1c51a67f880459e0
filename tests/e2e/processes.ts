import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { copyOf } from "#tests/support/copies.ts";
import { startRoundRobin } from "#tests/support/round-robin.ts";

/**
 * Runs the built app as several processes with one database on PostgreSQL, behind a proxy that gives each request to the
 * next one, while `use` runs.
 *
 * @throws when one of the processes ended by itself, or got no request
 */
export async function withProcesses(
  count: number,
  env: Record<string, string>,
  use: (app: AppProcess) => Promise<void>,
): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "chat-test-"));
  const proxy = await startRoundRobin();
  const shared = {
    ...env,
    APP_URL: proxy.url,
    DATABASE_URL: await copyOf(process.env.POSTGRES_URL ?? ""),
    BETTER_AUTH_SECRET: randomBytes(32).toString("hex"),
  };
  const [first, ...others] = await Promise.all(
    Array.from({ length: count }, () => startApp({ env: shared, dataDir })),
  );
  if (!first) throw new Error("no process was asked for");
  const apps = [first, ...others];
  proxy.passTo(apps.map(({ url }) => url));
  await use({
    ...first,
    url: proxy.url,
    log: () => apps.map((app) => app.log()).join("\n"),
  });
  const counts = proxy.counts();
  const died = apps.filter(({ child }) => child.exitCode !== null || child.signalCode !== null);
  await Promise.all(apps.map((app) => app.stop()));
  await proxy.stop();
  rmSync(dataDir, { recursive: true, force: true });
  // The other process would have hidden it.
  if (died.length > 0)
    throw new Error(`a process ended by itself:\n${died.map((app) => app.log()).join("\n")}`);
  if (counts.includes(0)) throw new Error(`a process got no request: ${counts.join(", ")}`);
}
