import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { startApp, type AppProcess } from "#tests/support/app-process.ts";
import { APP_TIMEOUT } from "./app.ts";
import { test as base } from "./fixtures.ts";

const run = promisify(execFile);
const SEEDED = "seeded";
const root = resolve(import.meta.dirname, "../..");

/** The folder with the demo data, which one of the workers makes for all. */
async function demoData(): Promise<string> {
  const folder = process.env.DEMO_DATA ?? "";
  try {
    mkdirSync(folder);
  } catch {
    while (!existsSync(join(folder, SEEDED))) await delay(200);
    return join(folder, SEEDED);
  }
  const seeding = join(folder, "seeding");
  await run(process.execPath, ["scripts/db.ts", "seed"], {
    cwd: root,
    env: { PATH: process.env.PATH, DATA_DIR: seeding },
  });
  renameSync(seeding, join(folder, SEEDED));
  return join(folder, SEEDED);
}

/** The app with the demo data (303 conversations, one of 2,000 messages), and a page of the demo user. */
export const test = base.extend<{ reader: Page }, { app: AppProcess }>({
  app: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, use) => {
      const dataDir = mkdtempSync(join(tmpdir(), "chat-demo-"));
      cpSync(await demoData(), dataDir, { recursive: true });
      const app = await startApp({ dataDir, env: { RATE_LIMIT_SIGN_IN: "10000" } });
      await use(app);
      await app.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
    { scope: "worker", timeout: APP_TIMEOUT },
  ],
  reader: async ({ page }, use) => {
    await page.goto("/sign-in");
    await page.getByLabel("Email").fill("demo@example.com");
    await page.getByLabel("Password").fill("demo-demo-demo");
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.waitForURL("**/chat");
    await use(page);
  },
});
