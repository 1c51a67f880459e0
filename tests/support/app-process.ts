import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

import { copyOf } from "./copies.ts";

const root = resolve(import.meta.dirname, "../..");
const ownBuild = { file: process.execPath, args: [join(root, "build/server/index.js")], cwd: root };

/**
 * PGlite's code isn't optimized, which takes a second and a half of processor time, longer than most apps of a test live. Set
 * by test runs, while measurements start what people start.
 */
export const APP_FLAGS = "--liftoff-only";

/** Tests send faster than people do. Those of limits set their own. */
const NO_LIMITS = {
  LIMIT_MESSAGES_PER_MINUTE: "off",
  LIMIT_MESSAGES_PER_DAY: "off",
  LIMIT_TOKENS_PER_DAY: "off",
  LIMIT_ALL_TOKENS_PER_DAY: "off",
  LIMIT_SEARCHES_PER_MINUTE: "off",
  LIMIT_EXPORTS_PER_HOUR: "off",
  LIMIT_SESSIONS_PER_MINUTE: "off",
  LIMIT_API_REQUESTS_PER_MINUTE: "off",
  LIMIT_UPLOADS_PER_MINUTE: "off",
  LIMIT_GUESTS_PER_HOUR: "off",
};

export interface AppProcess {
  /** Its origin, e.g. `http://localhost:40123`. */
  url: string;
  dataDir: string;
  child: ChildProcess;
  /** The process's output so far. */
  log(): string;
  /** Sends SIGTERM, and resolves to the exit code. */
  stop(): Promise<number | null>;
  /** Sends SIGKILL, which gives the process no chance to clean up. */
  kill(): Promise<void>;
}

export interface AppOptions {
  env?: Record<string, string>;
  /** With the embedded database in it. Default: a new folder, removed when the process ends. */
  dataDir?: string | undefined;
  /** The embedded database, although there is a PostgreSQL for the run, which takes a third of the time. */
  embedded?: boolean;
  /** The program to start instead of this repository's build. */
  program?: { file: string; args: string[]; cwd: string };
}

/**
 * Starts the built app as a process on a free port, and resolves when it is ready. Unless `DATABASE_URL` is set, it has a
 * database of its own: on the PostgreSQL of the integration tests, or the embedded one.
 *
 * @throws with its output when it exits first
 */
export async function startApp({
  env = {},
  dataDir,
  embedded = dataDir !== undefined,
  program = ownBuild,
}: AppOptions = {}): Promise<AppProcess> {
  const server = embedded || "DATABASE_URL" in env ? undefined : process.env.TEST_POSTGRES_URL;
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "chat-test-"));
  const flags = program === ownBuild && process.env.TEST_APP_FLAGS ? [process.env.TEST_APP_FLAGS] : [];
  const child = spawn(program.file, [...flags, ...program.args], {
    cwd: program.cwd,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: folder,
      // Tests sign up many users from one address.
      RATE_LIMIT_SIGN_UP: "10000",
      MAX_ANSWERS: "1000",
      ...NO_LIMITS,
      ...(server !== undefined && { DATABASE_URL: await copyOf(server) }),
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const exited = new Promise<number | null>((done) => child.once("exit", done)).finally(() => {
    if (!dataDir) rmSync(folder, { recursive: true, force: true });
  });
  const port = await new Promise<number>((done, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const ready = /"port":(\d+).*"msg":"ready/.exec(output);
      if (ready) done(Number(ready[1]));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    void exited.then((code) => reject(new Error(`the app exited with ${code}:\n${output}`)));
  });

  const finish = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    return exited;
  };
  return {
    url: `http://localhost:${port}`,
    dataDir: folder,
    child,
    log: () => output,
    stop: () => finish("SIGTERM"),
    async kill() {
      await finish("SIGKILL");
    },
  };
}
