import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { FolderInUseError, lockFolder, type FolderLock } from "#db/drivers/folder-lock.ts";
import { compressManifest } from "./compress-manifest.ts";
import { hashInputs } from "./inputs.ts";

const root = join(import.meta.dirname, "../..");
const buildFolder = join(root, "build");
const stamp = join(buildFolder, "inputs.sha256");
const cli = join(root, "node_modules", "@react-router", "dev", "bin.cjs");

/** True when `build/` exists and was made from the current sources. */
export function isFresh(): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashInputs(root);
}

/**
 * Builds client and server into `build/` unless it is up to date. When several processes start at once, one
 * builds and the others wait for it. Exits the process with the builder's code when the build fails.
 */
export async function buildIfNeeded(): Promise<void> {
  if (isFresh()) return;
  if (!existsSync(cli)) {
    console.error("Can't build: the tools for it are not installed. Run: npm ci --include=dev");
    process.exit(1);
  }
  const lock = await waitForLock();
  try {
    if (!isFresh()) build();
  } finally {
    lock.release();
  }
}

function build(): void {
  const hash = hashInputs(root);
  const { status } = spawnSync(process.execPath, [cli, "build"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, NODE_ENV: "production" },
  });
  if (status !== 0) process.exit(status ?? 1);
  compressManifest(join(buildFolder, "client", "assets"));
  writeFileSync(stamp, hash);
}

async function waitForLock(): Promise<FolderLock> {
  const folder = join(root, "node_modules", ".cache", "build");
  for (;;) {
    try {
      return lockFolder(folder);
    } catch (error) {
      if (!(error instanceof FolderInUseError)) throw error;
      await delay(300);
    }
  }
}
