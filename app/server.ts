import { createServer, type RequestListener, type Server } from "node:http";
import { resolve } from "node:path";
import { closeDatabase, getDatabase } from "#db/client.ts";
import { stopBackground } from "./background.ts";
import { env } from "./env.server.ts";
import { createListener, lifecycle } from "./http/listener.ts";
import { listensOn } from "./http/origin.ts";
import { answerWhileStarting } from "./http/starting.ts";
import { staticFiles } from "./http/static.ts";
import { warnOfLocalFiles } from "./files/storage.ts";
import { startHousekeeping } from "./housekeeping.ts";
import { log } from "./log.server.ts";
import { closeToolServers } from "./tool-servers/tool-servers.ts";
import { serveMetrics } from "./http/metrics.ts";
import { startRuns, stopRuns } from "./runs/process.ts";
import { describeError } from "#db/describe-error.ts";
import { authSecret } from "./auth/auth-secret.ts";
import { dropUnreadableKeys } from "./auth/signing-keys.ts";

/* The server process: migrates the database, serves, and shuts down gracefully. It is the entry of the
   server build, so it shares one module graph with the routes: one database handle and one run registry. */

let closeAdminSocket = () => {};
let stopTraces: (patienceMs: number) => Promise<void> = async () => {};

/** How long running answers may take to finish after SIGTERM. The kill timeout in fly.toml is longer. */
const GRACE_MS = 20_000;
/** How long the last traces may take to be sent. */
const FLUSH_MS = 1_500;

/**
 * Prepares this process and returns its request listener. `npm run dev` uses the same listener behind Vite.
 *
 * @throws {Error} with a one-line message when the data folder is in use
 */
export async function prepare(mode: string): Promise<RequestListener> {
  // Before the database is opened, whose connections are traced. Without an endpoint, none of it is loaded.
  if (env.tracesUrl) stopTraces = (await import("./traces-export.server.ts")).startTraces();
  const database = await getDatabase();
  await database.migrate();
  await dropUnreadableKeys(database.db, authSecret());
  await startRuns(database);
  warnOfLocalFiles();
  startHousekeeping(database);
  // Loaded last, because its modules open the database when they are imported; an error in that must be
  // reported by this function.
  const { basename, allowedActionOrigins, unstable_getCriticalCss, ...build } =
    await import("virtual:react-router/server-build");
  return createListener(
    {
      ...build,
      ...(basename !== undefined && { basename }),
      ...(allowedActionOrigins !== undefined && { allowedActionOrigins }),
      ...(unstable_getCriticalCss !== undefined && { unstable_getCriticalCss }),
    },
    mode,
  );
}

/**
 * Serves until SIGTERM or SIGINT. It listens at once, so that people see that the app is starting.
 *
 * @throws {Error} with a one-line message when the port is taken
 */
async function serve(): Promise<void> {
  let listener = answerWhileStarting;
  const files = staticFiles(resolve(import.meta.dirname, "../client"));
  const server = createServer((request, response) => {
    files(request, response, () => listener(request, response));
  });
  server.keepAliveTimeout = 65_000;
  server.headersTimeout = 20_000;
  // Time for an archive of 100 MB over a slow line.
  server.requestTimeout = 300_000;
  server.maxConnections = 10_000;
  // Before listening: a supervisor may stop the process as soon as it logs that it is ready.
  stopOnSignalOrFault(server);
  const port = await listen(server);
  listensOn(port);
  listener = await prepare("production");
  serveMetrics();
  const { openAdminSocket } = await import("./admin/socket.server.ts");
  closeAdminSocket = openAdminSocket();
  log.info({ port, database: env.DATABASE_DRIVER }, `ready on ${env.APP_URL ?? `http://localhost:${port}`}`);
}

/** @returns the port */
function listen(server: Server): Promise<number> {
  return new Promise((done, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const taken = error.code === "EADDRINUSE";
      reject(
        taken ? new Error(`PORT: ${env.PORT} is already in use. Stop what uses it, or set PORT.`) : error,
      );
    });
    server.listen(env.PORT, env.HOST, () => {
      const address = server.address();
      done(typeof address === "object" && address ? address.port : env.PORT);
    });
  });
}

function stopOnSignalOrFault(server: Server): void {
  const stop = async (code: 0 | 1) => {
    lifecycle.stopping = true;
    closeAdminSocket();
    setTimeout(() => process.exit(1), GRACE_MS + 5_000).unref();
    const closed = new Promise((done) => server.close(done));
    server.closeIdleConnections();
    await Promise.all([stopRuns(GRACE_MS), stopBackground(GRACE_MS)]);
    await closeToolServers();
    server.closeIdleConnections();
    await Promise.race([closed, new Promise((done) => setTimeout(done, 1_000).unref())]);
    server.closeAllConnections();
    await Promise.all([closeDatabase(), stopTraces(FLUSH_MS)]);
    log.info("stopped");
    process.exit(code);
  };
  const onSignal = (signal: string) => {
    if (lifecycle.stopping) process.exit(1);
    log.info({ signal }, "stopping");
    void stop(0);
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
  // A process with such a fault can't be trusted for long, but the answers of everybody else may end first.
  process.on("uncaughtException", (err) => {
    log.fatal({ err }, "a fault that nobody has caught: stopping");
    if (!lifecycle.stopping) void stop(1);
  });
}

// In development, Vite imports this module and runs its own server.
if (import.meta.env.PROD) {
  serve().catch((error: unknown) => {
    console.error(`Can't start: ${describeError(error)}`);
    log.debug({ err: error }, "the start failed");
    process.exit(1);
  });
}
