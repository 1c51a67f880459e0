import { readdirSync, rmSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Progress } from "#app/admin/operation.server.ts";
import { env } from "#app/env.server.ts";

/** An operation was refused; the message is for the operator. */
export class RefusedError extends Error {
  override name = "RefusedError";
}

type Call = (name: string, input: object, onProgress: (progress: Progress) => void) => Promise<unknown>;

/**
 * Carries an operation out in a running server of this machine, or here when there is none. The embedded database serves
 * one process.
 */
export const call: Call = async (name, input, onProgress) => {
  for (const path of sockets()) {
    try {
      return await overSocket(path, name, input, onProgress);
    } catch (error) {
      if (!isDead(error)) throw error;
      // A process that was killed has left it.
      rmSync(path, { force: true });
    }
  }
  return here(name, input, onProgress);
};

function sockets(): string[] {
  try {
    return readdirSync(env.DATA_DIR)
      .filter((file) => /^admin-\d+\.sock$/.test(file))
      .map((file) => join(env.DATA_DIR, file));
  } catch {
    return [];
  }
}

const isDead = (error: unknown) =>
  error instanceof Error && "code" in error && (error.code === "ECONNREFUSED" || error.code === "ENOENT");

async function overSocket(
  socketPath: string,
  name: string,
  input: object,
  onProgress: (progress: Progress) => void,
): Promise<unknown> {
  const response = await new Promise<NodeJS.ReadableStream>((resolve, reject) => {
    request({ socketPath, method: "POST", path: "/" }, resolve)
      .on("error", reject)
      .end(JSON.stringify({ name, input }));
  });
  for await (const text of createInterface({ input: response })) {
    const line: { progress?: Progress; result?: unknown; error?: string } = JSON.parse(text);
    if (line.progress) onProgress(line.progress);
    else if (line.error !== undefined) throw new RefusedError(line.error);
    else return line.result;
  }
  throw new RefusedError("The server has ended before it was done.");
}

/** Commands that stop answers or streams, which may be those of another process. */
const NEEDS_RUNS: ReadonlySet<string> = new Set(["users.delete", "sessions.revoke", "runs.stop"]);

const here: Call = async (name, input, onProgress) => {
  const { closeDatabase, getDatabase } = await import("#db/client.ts");
  const { startRuns, stopRuns } = await import("#app/runs/process.ts");
  try {
    const database = await getDatabase();
    // `doctor` tells what is to be applied.
    if (name !== "doctor") await database.migrate();
    if (NEEDS_RUNS.has(name)) await startRuns(database);
    const { carryOut } = await import("#app/admin/carry-out.server.ts");
    const { OperationError } = await import("#app/admin/operation.server.ts");
    try {
      return JSON.parse(JSON.stringify(await carryOut(name, input, { via: "command" }, onProgress)));
    } catch (error) {
      throw error instanceof OperationError ? new RefusedError(error.message) : error;
    }
  } finally {
    await stopRuns(0);
    await closeDatabase();
  }
};
