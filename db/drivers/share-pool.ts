import { setTimeout as delay } from "node:timers/promises";
import { log } from "#app/log.server.ts";
import { NoConnectionError, pauseAfter } from "../lost-connection.ts";
import { patienceOfWork } from "../run-work.ts";
import { poolLimits, RESERVED_FOR_REQUESTS } from "./pool.ts";
import { createPermits } from "./permits.ts";

interface Connection {
  query(...args: unknown[]): Promise<unknown>;
  release(error?: unknown): void;
}

interface PoolLike {
  connect(): Promise<Connection>;
  readonly waitingCount: number;
}

/**
 * The pool, with its connections divided between runs and requests:
 *
 * - Runs leave `RESERVED_FOR_REQUESTS` connections to requests, so that a page loads however many answers are
 *   under way. A run waits for a connection as long as its patience, also while the database is away.
 * - Requests wait at most `connectionTimeoutMillis`, for a client that waits too.
 *
 * Both then reject with a {@link NoConnectionError}, and the log says so.
 */
export function sharePool<Pool extends PoolLike>(pool: Pool): Pool {
  const permits = createPermits(poolLimits.max - RESERVED_FOR_REQUESTS);

  async function connect(): Promise<Connection> {
    const patienceMs = patienceOfWork();
    if (patienceMs === undefined) return pool.connect().catch((error: unknown) => giveUp(error, "a request"));
    const deadline = Date.now() + patienceMs;
    const release = await permits.acquire(patienceMs);
    if (!release) return giveUp(undefined, "a run");
    try {
      const connection = await connectBefore(deadline);
      return releasing(connection, release);
    } catch (error) {
      release();
      return giveUp(error, "a run");
    }
  }

  async function connectBefore(deadline: number): Promise<Connection> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await pool.connect();
      } catch (error) {
        const pause = pauseAfter(attempt);
        if (isRefusal(error) || Date.now() + pause > deadline) throw error;
        await delay(pause);
      }
    }
  }

  function giveUp(error: unknown, who: string): never {
    if (isRefusal(error)) throw error;
    // Whoever made a request that is refused at once logs that.
    if (who === "a run" || isTimeout(error)) {
      const waiting = pool.waitingCount + permits.waiting;
      log.warn({ waiting, err: error }, `${who} waited too long for a database connection`);
    }
    throw new NoConnectionError("no database connection could be had in time", { cause: error });
  }

  async function query(...args: unknown[]): Promise<unknown> {
    const connection = await connect();
    try {
      return await connection.query(...args);
    } finally {
      // The pool itself drops a connection that is broken.
      connection.release();
    }
  }

  return new Proxy(pool, {
    get(inner, name) {
      if (name === "connect") return connect;
      if (name === "query") return query;
      const value: unknown = Reflect.get(inner, name, inner);
      return typeof value === "function" ? value.bind(inner) : value;
    },
  });
}

/** A wrong password, a database that isn't there: waiting doesn't help. Other errors of a connection may pass. */
const isRefusal = (error: unknown) =>
  error instanceof Error && "code" in error && /^(?:28|3D|42)/.test(String(error.code));

/** Of pg-pool, when all connections are taken. It has no code. */
const isTimeout = (error: unknown) => error instanceof Error && /timeout/i.test(error.message);

function releasing(connection: Connection, release: () => void): Connection {
  const give = connection.release.bind(connection);
  // The pool sets it again at the next checkout.
  connection.release = (error) => {
    release();
    give(error);
  };
  return connection;
}
