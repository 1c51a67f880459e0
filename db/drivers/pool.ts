export const poolLimits = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 30_000,
} as const;

/** Connections of the pool that runs leave to requests. */
export const RESERVED_FOR_REQUESTS = 3;

interface Emitter {
  on(event: "error", listener: (error: Error) => void): unknown;
}

interface PoolLike extends Emitter {
  on(event: "connect", listener: (client: Emitter) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * Listens for `error` events, because an event without a listener would end the process when a connection is
 * lost. The pool replaces lost idle connections, and queries on others reject. A checked-out client has no
 * other listener between two statements.
 */
export function keepAlive(pool: PoolLike): void {
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
}

function ignore() {}
