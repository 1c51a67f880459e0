import { Client, neonConfig, Pool } from "@neondatabase/serverless";
import { drizzle } from "drizzle-orm/neon-serverless";
import WebSocket from "ws";

import { poolGauge } from "#app/metrics.server.ts";
import * as schema from "../schema/index.ts";
import { clocked } from "../query-clock.ts";
import { traceStatements } from "../traced-statements.ts";
import type { DriverConnection } from "../types.ts";
import { keepAlive, poolLimits } from "./pool.ts";
import { sharePool } from "./share-pool.ts";
import { transactionGuard } from "./transaction-guard.ts";

/**
 * Neon over WebSocket. Neon's HTTP mode has no sessions and so no interactive transactions.
 *
 * @param listenUrl a URL of the same database that bypasses the pooler, for LISTEN
 * @param wsProxy `host:port/path` of a WebSocket proxy in front of a plain PostgreSQL, for tests
 */
export function connectNeon(url: string, listenUrl = url, wsProxy?: string): DriverConnection {
  neonConfig.webSocketConstructor = WebSocket;
  if (wsProxy !== undefined) {
    neonConfig.wsProxy = (host, port) => `${wsProxy}?address=${host}:${port}`;
    neonConfig.useSecureWebSocket = false;
    neonConfig.pipelineTLS = false;
    neonConfig.pipelineConnect = false;
  }
  const pool = new Pool({ connectionString: url, ...poolLimits });
  keepAlive(pool);
  pool.on("connect", traceStatements);
  poolGauge(() => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }));
  const guard = transactionGuard();
  return {
    db: clocked(
      guard.track(
        drizzle({ client: guard.watch(clocked(sharePool(pool), ["query"]), ["query", "connect"]), schema }),
      ),
      ["transaction"],
    ),
    listenClient: () => new Client({ connectionString: listenUrl }),
    close: () => pool.end(),
  };
}
