import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import type { AppProcess } from "#tests/support/app-process.ts";

export interface Balancer {
  url: string;
  /** The processes that connections go to, in turns. */
  backends: AppProcess[];
  /** Cuts a part of the open connections, from 0 to 1. Returns their number. */
  cut(part: number): number;
  stop(): void;
}

/** A proxy that spreads connections over processes, and goes on to the next when one refuses. */
export async function startBalancer(): Promise<Balancer> {
  const open = new Set<Socket>();
  const backends: AppProcess[] = [];
  let turn = 0;
  const server = createServer((client) => {
    open.add(client);
    client.on("error", () => undefined);
    client.on("close", () => open.delete(client));
    void forward(client, backends.length);
  });

  async function forward(client: Socket, attempts: number): Promise<void> {
    const backend = backends[turn++ % Math.max(1, backends.length)];
    if (!backend || attempts === 0) return void client.destroy();
    const upstream = connect(Number(new URL(backend.url).port), "127.0.0.1");
    try {
      await once(upstream, "connect");
    } catch {
      return forward(client, attempts - 1);
    }
    upstream.on("error", () => client.destroy());
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
    client.pipe(upstream).pipe(client);
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://localhost:${address.port}`,
    backends,
    cut(part) {
      const some = [...open].slice(0, Math.ceil(open.size * part));
      for (const socket of some) socket.destroy();
      return some.length;
    },
    stop() {
      for (const socket of open) socket.destroy();
      server.close();
    },
  };
}
