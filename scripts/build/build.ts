import { spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { emptyCluster } from "#db/drivers/empty-cluster.ts";
import { FolderInUseError, lockFolder, type FolderLock } from "#db/drivers/folder-lock.ts";
import { shrinkManifest } from "./shrink-manifest.ts";
import { hashInputs } from "./inputs.ts";

const root = join(import.meta.dirname, "../..");
const buildFolder = join(root, "build");
const stamp = join(buildFolder, "inputs.sha256");
const clusterScript = join(import.meta.dirname, "empty-cluster.ts");
const cli = join(root, "node_modules", "@react-router", "dev", "bin.cjs");

/** True when `build/` exists and was made from the current sources. */
export function isFresh(): boolean {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === hashInputs(root);
}

/**
 * Builds client and server into `build/` unless it is up to date. When several processes start at once, one
 * builds and the others wait for it. Exits the process with the builder's code when the build fails.
 *
 * @param options.brief shows how long it takes instead of the builder's output, which then comes only with a failure
 */
export async function buildIfNeeded({ brief = false }: { brief?: boolean } = {}): Promise<void> {
  if (isFresh()) return;
  if (!existsSync(cli)) {
    console.error("Can't build: the tools for it are not installed. Run: npm ci --include=dev");
    process.exit(1);
  }
  const lock = await waitForLock();
  try {
    if (!isFresh()) await build(brief);
  } finally {
    lock.release();
  }
}

async function build(brief: boolean): Promise<void> {
  const hash = hashInputs(root);
  const stopShowing = brief ? showSeconds("Building the app, which is needed once") : () => undefined;
  let output = "";
  const run = (script: string, ...args: string[]) =>
    new Promise<number>((resolve) => {
      const child = spawn(process.execPath, [script, ...args], {
        cwd: root,
        stdio: brief ? ["ignore", "pipe", "pipe"] : ["ignore", "inherit", "inherit"],
        env: { ...process.env, NODE_ENV: "production" },
      });
      for (const stream of [child.stdout, child.stderr]) {
        stream?.on("data", (chunk: Buffer) => (output += chunk.toString()));
      }
      child.once("error", () => resolve(1));
      child.once("exit", (code) => resolve(code ?? 1));
    });
  // One after the other, for machines with little memory; and in this order, because the builder empties `build/`.
  const status = (await run(cli, "build")) || (await run(clusterScript, join(root, emptyCluster())));
  stopShowing();
  if (status !== 0) {
    process.stderr.write(output);
    process.exit(status);
  }
  shrinkManifest(join(buildFolder, "client", "assets"));
  writeFileSync(stamp, hash);
}

/** A line that says how long something takes; on a terminal it is kept current. @returns ends it */
function showSeconds(what: string): () => void {
  const began = Date.now();
  const seconds = () => Math.round((Date.now() - began) / 1000);
  const isTerminal = process.stdout.isTTY;
  process.stdout.write(isTerminal ? `${what} …` : `${what} …\n`);
  const timer = setInterval(() => {
    if (isTerminal) process.stdout.write(`\r${what} … ${seconds()} s`);
  }, 1000);
  return () => {
    clearInterval(timer);
    process.stdout.write(`${isTerminal ? "\n" : ""}Built in ${seconds()} s.\n`);
  };
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
