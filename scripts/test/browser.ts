import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * Finds Chromium or installs it. Tried in this order: `CHROMIUM_PATH`, the `PATH`, Playwright's own download,
 * and Debian's package when the process is root.
 *
 * @returns the path of the executable
 * @throws {Error} with instructions when all of them fail
 */
export function findBrowser(): string {
  return process.env.CHROMIUM_PATH || onPath() || playwrights() || debians() || fail();
}

function onPath(): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

function playwrights(): string | undefined {
  const file = chromium.executablePath();
  if (existsSync(file)) return file;
  console.log("No Chromium on this machine; asking Playwright for one …");
  const cli = join(import.meta.dirname, "../../node_modules/@playwright/test/cli.js");
  const { status } = spawnSync(process.execPath, [cli, "install", "chromium"], {
    stdio: "ignore",
    timeout: 180_000,
  });
  return status === 0 && existsSync(file) ? file : undefined;
}

function debians(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  console.log("Installing Debian's chromium …");
  try {
    execFileSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    execFileSync(
      "apt-get",
      ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-liberation"],
      {
        stdio: "ignore",
        env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      },
    );
  } catch {
    return undefined;
  }
  return onPath();
}

function fail(): never {
  throw new Error("There is no Chromium for the browser tests. Install one, or set CHROMIUM_PATH.");
}
