import { once } from "node:events";
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { type AddressInfo } from "node:net";
import { pipeline } from "node:stream";

export interface RoundRobin {
  /** Its origin, e.g. `http://localhost:40123`. */
  url: string;
  /** How many requests each target has been given. */
  counts(): number[];
  /** Requests go to these origins from now on. Before, they are refused with 503. */
  passTo(origins: string[]): void;
  stop(): Promise<void>;
}

/**
 * Starts a reverse proxy that gives each request to the next process, whoever sends it: what one process knows of a
 * person is of no use for the next request.
 */
export async function startRoundRobin(): Promise<RoundRobin> {
  const agent = new Agent({ keepAlive: true });
  let targets: string[] = [];
  let given: number[] = [];
  let next = 0;
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const at = next++ % Math.max(1, targets.length);
    const target = targets[at];
    if (target === undefined) return void outgoing.writeHead(503).end();
    given[at] = (given[at] ?? 0) + 1;
    const { method, headers } = incoming;
    const passed = request(target + incoming.url, { method, headers, agent }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.rawHeaders);
      outgoing.flushHeaders();
      // A client that leaves takes its request with it, as behind nginx.
      pipeline(response, outgoing, () => undefined);
    });
    passed.on("error", () => {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(502).end();
    });
    outgoing.on("close", () => outgoing.writableFinished || passed.destroy());
    incoming.pipe(passed);
  };
  const server = createServer(pass).listen(0, "127.0.0.1");
  await once(server, "listening");
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    counts: () => given,
    passTo(origins) {
      targets = origins;
      given = origins.map(() => 0);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      agent.destroy();
    },
  };
}
