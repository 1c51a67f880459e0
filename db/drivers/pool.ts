export const poolLimits = {
  max: 10,
  connectionTimeoutMillis: 10_000,
  idleTimeoutMillis: 30_000,
} as const;

interface Emitter {
  on(event: "error", listener: (error: Error) => void): unknown;
}

interface PoolLike extends Emitter {
  on(event: "connect", listener: (client: Emitter) => void): unknown;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/**
 * A connection that the server or the network drops must not end the process: an unheard `error` event
 * would. The pool replaces an idle one; the query on a busy one rejects, and that is where it is told.
 * A checked-out client between two statements has no listener but this.
 */
export function keepAlive(pool: PoolLike): void {
  pool.on("error", ignore);
  pool.on("connect", (client) => client.on("error", ignore));
}

function ignore() {}
