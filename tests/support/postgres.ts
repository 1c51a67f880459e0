import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { join } from "node:path";

import { preparePostgres } from "./postgres-binaries.ts";

export interface PostgresServer {
  /** The URL of a database, by default `postgres`. */
  url(database?: string): string;
  /** Stops the server as an administrator's restart does, and starts it again after at least this time. */
  restart(awayMs: number, meanwhile?: () => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

/** Case folding for every script, and the same sort order on every machine. */
const LOCALE = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

/** Tests need no durability, which costs time. */
const SETTINGS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"];

/**
 * Ends the server when its standard input ends. The kernel closes it when the parent process dies, even by
 * `kill -9`, so no server is left behind.
 */
const UNTIL_PARENT_DIES = '"$@" </dev/null & read -r _; kill -INT $!; wait $!';

/** Starts a real PostgreSQL in a temporary folder, on a free port of the loopback interface. */
export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "chat-postgres-"));
  try {
    chmodSync(folder, 0o755);
    const { initdb, postgres, ...user } = preparePostgres(folder);
    const data = join(folder, "data");
    mkdirSync(data, { mode: 0o700 });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
    execFileSync(
      initdb,
      ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", ...LOCALE, "--no-sync"],
      {
        ...user,
        cwd: data,
        stdio: "pipe",
      },
    );
    const port = await freePort();
    const flags = [...SETTINGS, "listen_addresses=127.0.0.1", `port=${port}`, "unix_socket_directories="];
    const run = async () => {
      const child = spawn(
        "sh",
        ["-c", UNTIL_PARENT_DIES, "sh", postgres, "-D", data, ...flags.flatMap((flag) => ["-c", flag])],
        { ...user, cwd: data, stdio: ["pipe", "ignore", "pipe"] },
      );
      await untilReady(child.stderr);
      return async () => {
        const exited = once(child, "exit");
        child.stdin.end();
        await exited;
      };
    };
    let stop = await run();
    return {
      url: (database = "postgres") => `postgres://postgres@127.0.0.1:${port}/${database}`,
      async restart(awayMs, meanwhile) {
        await stop();
        await Promise.all([delay(awayMs), meanwhile?.()]);
        stop = await run();
      },
      async stop() {
        await stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Reads the server's log until it accepts connections. It keeps reading, so that the server never blocks on a
 * full pipe.
 */
function untilReady(log: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) => {
    let text = "";
    log.on("data", (chunk) => {
      text = (text + String(chunk)).slice(-10_000);
      if (text.includes("ready to accept connections")) resolve();
      // Clients that wait for a restart are told "starting up".
      if (/FATAL:(?!  the database system is starting up)/.test(text))
        reject(new Error(`PostgreSQL did not start: ${text}`));
    });
  });
}

/** A port of the loopback interface that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
