import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export interface LatencyProxy {
  /** The database's URL by way of this proxy. */
  url: string;
  /** How much later each answer comes from now on. */
  delayMs: number;
  stop(): Promise<void>;
}

/**
 * Stands in front of a PostgreSQL on this machine and holds its answers back, as a network would. What is
 * asked at the same time is answered at the same time, so a page is delayed once per sequential round trip.
 */
export async function startLatencyProxy(databaseUrl: string): Promise<LatencyProxy> {
  const target = new URL(databaseUrl);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect({ host: target.hostname, port: Number(target.port), noDelay: true });
    client.setNoDelay();
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      // Either end may break off; both then go.
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
