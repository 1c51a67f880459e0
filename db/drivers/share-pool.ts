import { setTimeout as delay } from "node:timers/promises";
import { log } from "#app/log.server.ts";
import { isUnavailable, NoConnectionError, pauseAfter } from "../lost-connection.ts";
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
    if (patienceMs === undefined) {
      return pool.connect().catch((error: unknown) => {
        // One that was refused hasn't waited, and says itself what is wrong.
        if (!isTimeout(error)) throw error;
        return giveUp(error, "a request");
      });
    }
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
        // Before it is connected, a client's error says nothing about a statement. Any error is a reason to wait
        // except a refusal of the credentials or of the database.
        if (!isWorthWaiting(error) || Date.now() + pause > deadline) throw error;
        await delay(pause);
      }
    }
  }

  function giveUp(error: unknown, who: string): never {
    if (error !== undefined && !isWorthWaiting(error)) throw error;
    log.warn(
      { waiting: pool.waitingCount + permits.waiting, err: error },
      `${who} waited too long for a database connection`,
    );
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

/** pg-pool's own time-out has no code. */
const isTimeout = (error: unknown) => error instanceof Error && /timeout/i.test(error.message);
const isWorthWaiting = (error: unknown) =>
  isUnavailable(error) ||
  isTimeout(error) ||
  (error instanceof Error && /websocket|ErrorEvent/i.test(error.message));

function releasing(connection: Connection, release: () => void): Connection {
  const give = connection.release.bind(connection);
  // The pool sets it again at the next checkout.
  connection.release = (error) => {
    release();
    give(error);
  };
  return connection;
}
