import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";

/** Chromium without windows, tabs and menus, which takes half the time for the same pages. */
const SHELL = "chromium-headless-shell";
const BROWSERS = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * Finds Chromium or installs it. Tried in this order: `CHROMIUM_PATH`, the `PATH`, Playwright's own download,
 * and Debian's package when the process is root.
 *
 * @param names of executables, the best first. Measurements take the whole browser, as people have it
 * @returns the path of the executable
 * @throws {Error} with instructions when all of them fail
 */
export function findBrowser(names = [SHELL, ...BROWSERS]): string {
  return process.env.CHROMIUM_PATH || onPath(names) || playwrights() || debians(names) || fail();
}

export const findWholeBrowser = () => findBrowser([...BROWSERS, SHELL]);

function onPath(names: string[]): string | undefined {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
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

function debians(names: string[]): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return undefined;
  console.log("Installing Debian's Chromium …");
  aptGet("update");
  // Older releases have only the whole browser.
  const installed = names.find((name) =>
    aptGet("install", "-y", "--no-install-recommends", name, "fonts-liberation"),
  );
  return installed && onPath([installed]);
}

function aptGet(...args: string[]): boolean {
  try {
    execFileSync("apt-get", ["-qq", ...args], {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    return true;
  } catch {
    return false;
  }
}

function fail(): never {
  throw new Error("There is no Chromium for the browser tests. Install one, or set CHROMIUM_PATH.");
}
