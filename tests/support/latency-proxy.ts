import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface LatencyProxy {
  /** The database URL through this proxy. */
  url: string;
  /** Sets the delay of responses. */
  delayMs: number;
  stop(): Promise<void>;
}

/**
 * A TCP proxy that delays PostgreSQL's responses, like a network. Parallel queries are delayed together, so a
 * page is delayed once per sequential round trip.
 */
export async function startLatencyProxy(databaseUrl: string): Promise<LatencyProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    client.setNoDelay();
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // When one side closes, close the other.
      socket.on("error", () => undefined);
      socket.on("close", () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on("data", (chunk) => upstream.write(chunk));
    upstream.on("data", (chunk) => {
      if (proxy.delayMs === 0) client.write(chunk);
      else setTimeout(() => client.writable && client.write(chunk), proxy.delayMs);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const url = new URL(databaseUrl);
  url.port = String(address.port);
  const proxy: LatencyProxy = {
    url: url.href,
    delayMs: 0,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
  return proxy;
}
