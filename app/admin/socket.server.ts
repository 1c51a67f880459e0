import { chmodSync, mkdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { join } from "node:path";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";
import { carryOut } from "./carry-out.server.ts";
import { OperationError } from "./operation.server.ts";

/** What the socket answers: lines of JSON, the last of which is a result or an error. */
export type SocketLine =
  | { progress: { done: number; total: number; label: string } }
  | { result: unknown }
  | { error: string };

/** Bytes of a request. */
const MAX_BODY = 64 * 1024;
/** Progress is sent this often at most. */
const PROGRESS_MS = 100;

/** Where the command looks for running servers: sockets in DATA_DIR, one of each process. */
const SOCKET = `admin-${process.pid}.sock`;

/**
 * Listens for the operator's command on a socket that only the server's own user can open. The embedded database serves one
 * process, so the command can't open it beside a running server.
 */
export function openAdminSocket(): () => void {
  mkdirSync(env.DATA_DIR, { recursive: true });
  const path = join(env.DATA_DIR, SOCKET);
  rmSync(path, { force: true });
  const server: Server = createServer((request, response) => void answer(request, response));
  server.on("error", (error) => {
    log.warn({ err: error }, "`npm run admin` can't reach this process");
  });
  // Nobody else may connect in the moment before the mode is set.
  const mask = process.umask(0o177);
  server.listen(path, () => chmodSync(path, 0o600));
  process.umask(mask);
  server.unref();
  return () => {
    server.close();
    rmSync(path, { force: true });
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const write = (line: SocketLine) => response.write(`${JSON.stringify(line)}\n`);
  let last = 0;
  try {
    const { name, input } = await readCall(request);
    const result = await carryOut(name, input, { via: "command" }, (progress) => {
      const now = Date.now();
      if (now - last < PROGRESS_MS && progress.done < progress.total) return;
      last = now;
      write({ progress });
    });
    write({ result });
  } catch (error) {
    if (!(error instanceof OperationError)) log.error({ err: error }, "an operator's command failed");
    write({
      error: error instanceof OperationError ? error.message : "It did not work; the server's log says why.",
    });
  }
  response.end();
}

async function readCall(request: IncomingMessage): Promise<{ name: string; input: unknown }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Buffer)) continue;
    size += chunk.length;
    if (size > MAX_BODY) throw new OperationError("The command is too long.");
    chunks.push(chunk);
  }
  const call: unknown = JSON.parse(Buffer.concat(chunks).toString());
  if (typeof call !== "object" || call === null || !("name" in call) || typeof call.name !== "string") {
    throw new OperationError("This is no command.");
  }
  return { name: call.name, input: "input" in call ? call.input : {} };
}
