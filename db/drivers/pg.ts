import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";

import { poolGauge } from "#app/metrics.server.ts";
import * as schema from "../schema/index.ts";
import { clocked } from "../query-clock.ts";
import { traceStatements } from "../traced-statements.ts";
import type { DriverConnection } from "../types.ts";
import { keepAlive, poolLimits } from "./pool.ts";
import { sharePool } from "./share-pool.ts";
import { transactionGuard } from "./transaction-guard.ts";

/**
 * PostgreSQL over TCP.
 *
 * @param listenUrl a URL of the same database that bypasses the pooler, for LISTEN
 */
export function connectPg(url: string, listenUrl = url): DriverConnection {
  const pool = new pg.Pool({ connectionString: url, keepAlive: true, ...poolLimits });
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
    listenClient: () => new pg.Client({ connectionString: listenUrl, keepAlive: true }),
    close: () => pool.end(),
  };
}
