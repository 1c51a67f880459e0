import { once } from "node:events";
import { connect } from "node:net";

import { createWebSocketStream, WebSocketServer } from "ws";

export interface NeonProxy {
  /** The value of `createDatabase`'s `neonWsProxy` and the app's `NEON_WS_PROXY`. */
  address: string;
  stop(): Promise<void>;
}

/**
 * A small version of Neon's proxy: a WebSocket whose binary frames are the bytes of a TCP connection to
 * `?address=host:port`. It listens and connects on the loopback interface only.
 */
export async function startNeonProxy(): Promise<NeonProxy> {
  const server = new WebSocketServer({ host: "127.0.0.1", port: 0, path: "/v1" });
  server.on("connection", (socket, request) => {
    const target = new URL(request.url ?? "/", "http://proxy").searchParams.get("address");
    const [host, port] = target?.split(":") ?? [];
    if (host !== "127.0.0.1" || port === undefined) {
      socket.close(1008, "only this machine");
      return;
    }
    const web = createWebSocketStream(socket);
    const tcp = connect({ host, port: Number(port), noDelay: true });
    // Either end may disconnect without closing; then close the other one.
    web.on("error", () => tcp.destroy());
    tcp.on("error", () => socket.terminate());
    web.pipe(tcp).pipe(web);
  });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    address: `127.0.0.1:${address.port}/v1`,
    async stop() {
      for (const client of server.clients) client.terminate();
      server.close();
      await once(server, "close");
    },
  };
}
