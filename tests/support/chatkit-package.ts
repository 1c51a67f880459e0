import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { promisify } from "node:util";

const root = resolve(import.meta.dirname, "../..");
const run = promisify(execFile);

export interface InstalledPackage {
  /** A project whose only dependencies are the packed library and its peer, as somebody else has it. */
  folder: string;
  /** The archive that was installed. */
  archive: string;
  /** Where the library was installed. */
  library: string;
  /** Has the project find a package of this repository too. */
  link(name: string): void;
  /** Starts one of its examples, and resolves to the address that the example names. */
  start(example: string, env?: Record<string, string>): Promise<Example>;
  remove(): void;
}

export interface Example {
  url: string;
  child: ChildProcess;
  /** Sends SIGTERM, and resolves to the exit code. */
  stop(): Promise<number | null>;
}

/**
 * Packs the library and installs the archive in a temporary project, without a network: zod comes from this repository.
 */
export async function installPackage(): Promise<InstalledPackage> {
  const folder = mkdtempSync(join(tmpdir(), "chatkit-package-"));
  const packed = await run(process.execPath, [join(root, "scripts/pack-chatkit.ts"), folder], { cwd: root });
  const archive = packed.stdout.trim().split("\n").at(-1) ?? "";
  const dependencies = {
    "chatkit-server": `file:${archive}`,
    zod: `file:${join(root, "node_modules/zod")}`,
  };
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ private: true, type: "module", dependencies }),
  );
  const flags = ["--offline", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...flags], { cwd: folder });
  const library = join(folder, "node_modules/chatkit-server");
  return {
    folder,
    archive,
    library,
    link(name) {
      const link = join(folder, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(root, "node_modules", name), link);
    },
    start: (example, env) => start(join(library, "examples", example), env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function start(file: string, env: Record<string, string> = {}): Promise<Example> {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env.PATH, PORT: "0", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const [said] = await Promise.race([
    once(child.stdout, "data"),
    exited.then(([code]) => Promise.reject(new Error(`${file} exited with ${String(code)}`))),
  ]);
  const url = /https?:\/\/\S+/.exec(String(said))?.[0];
  if (!url) throw new Error(`${file} names no address: ${String(said)}`);
  return {
    url,
    child,
    async stop() {
      child.kill();
      await exited;
      return child.exitCode;
    },
  };
}
