import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");
const ownBuild = { file: process.execPath, args: [join(root, "build/server/index.js")], cwd: root };

export interface AppProcess {
  /** Its origin, e.g. `http://localhost:40123`. */
  url: string;
  dataDir: string;
  child: ChildProcess;
  /** Everything that it has printed. */
  log(): string;
  /** SIGTERM, and resolves to the exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<void>;
}

export interface AppOptions {
  env?: Record<string, string>;
  /** Default: a new folder, removed when the process ends. */
  dataDir?: string | undefined;
  /** What to start instead of this tree's build. */
  program?: { file: string; args: string[]; cwd: string };
}

/**
 * Starts the built app as a process of its own on a free port, with an embedded database of its own unless
 * `DATABASE_URL` says otherwise, and resolves when it serves.
 *
 * @throws with what it printed when it exits instead
 */
export async function startApp({
  env = {},
  dataDir,
  program = ownBuild,
}: AppOptions = {}): Promise<AppProcess> {
  const folder = dataDir ?? mkdtempSync(join(tmpdir(), "chat-test-"));
  const child = spawn(program.file, program.args, {
    cwd: program.cwd,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: "0",
      HOST: "127.0.0.1",
      DATA_DIR: folder,
      // Tests sign up many people from one address.
      RATE_LIMIT_SIGN_UP: "10000",
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
