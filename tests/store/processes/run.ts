import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";

export interface Script {
  process: ChildProcessByStdio<Writable, Readable, Readable>;
  /** The lines of its output. */
  lines: AsyncIterable<string>;
  /** Resolves with the first line. */
  firstLine(): Promise<string>;
  ended: Promise<{ code: number | null; stderr: string }>;
}

/** Starts a script of this folder in a process. */
export function runScript(name: "open" | "write" | "migrate" | "fail", argument: string): Script {
  const script = join(import.meta.dirname, `${name}.ts`);
  const child = spawn(process.execPath, [script, argument], { stdio: ["pipe", "pipe", "pipe"] });
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += String(chunk);
  });
  const ended = once(child, "close").then(() => ({ code: child.exitCode, stderr }));
  const lines = createInterface({ input: child.stdout });
  const firstLine = async () => String((await once(lines, "line"))[0]);
  return { process: child, lines, firstLine, ended };
}
