import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { env } from "#app/env.server.ts";
import { lockFolder } from "#db/drivers/folder-lock.ts";

/** Generates the migration from db/migrations to db/schema; `--name add-something` names the file. */
export function generate(args: string[]): Promise<void> {
  return drizzleKit(["generate", ...args]);
}

/**
 * Opens drizzle's studio on the app's database. Studio doesn't lock PGlite's folder, so it is locked here
 * while studio runs.
 */
export async function studio(args: string[]): Promise<void> {
  const lock = env.DATABASE_DRIVER === "pglite" ? lockFolder(env.DATA_DIR) : undefined;
  try {
    await drizzleKit(["studio", ...args]);
  } finally {
    lock?.release();
  }
}

async function drizzleKit(args: string[]): Promise<void> {
  const bin = join(dirname(createRequire(import.meta.url).resolve("drizzle-kit")), "bin.cjs");
  const child = spawn(process.execPath, [bin, ...args], { stdio: "inherit" });
  // Don't exit on Ctrl-C before the child does, or the folder would be unlocked too early.
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  const signals: NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, pass);
  const [code, signal]: [number | null, NodeJS.Signals | null] = await exit(child);
  for (const each of signals) process.off(each, pass);
  if (code !== null && code !== 0) throw new Error(`drizzle-kit ${args[0]} ended with code ${code}`);
  if (signal !== null && signal !== "SIGINT" && signal !== "SIGTERM") {
    throw new Error(`drizzle-kit ${args[0]} was ended by ${signal}`);
  }
}

/** The exit code and the signal that a child process ends with; one of the two is null. */
function exit(child: ChildProcess): Promise<[number | null, NodeJS.Signals | null]> {
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve([code, signal])));
}
