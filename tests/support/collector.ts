import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { decodeMessage, hexOf, type Message, messagesOf, numberOf, textOf } from "./protobuf.ts";

/** A span as a collector gets it. */
export interface CollectedSpan {
  traceId: string;
  id: string;
  /** Empty for the first span of a trace. */
  parentId: string;
  name: string;
  /** 1: internal, 2: server, 3: client. */
  kind: number;
  attributes: Record<string, string | number | boolean>;
  events: string[];
  /** The traces that it links to. */
  links: string[];
  isError: boolean;
  service: string;
  ms: number;
}

export interface Collector {
  /** The value of `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  url: string;
  spans: CollectedSpan[];
  /** Of the requests received, oldest first. */
  requests: { path: string; headers: IncomingHttpHeaders; bytes: Buffer }[];
  stop(): Promise<void>;
}

/** A collector of OpenTelemetry's traces, or one that never answers, or that refuses all with a 403. */
export async function startCollector(how: "takes" | "hangs" | "refuses" = "takes"): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const requests: Collector["requests"] = [];
  const server = createServer(async (request, outgoing) => {
    const bytes = Buffer.concat(await request.toArray());
    requests.push({ path: request.url ?? "", headers: request.headers, bytes });
    for (const ofResource of messagesOf(decodeMessage(bytes), 1)) {
      const service = String(messagesOf(ofResource, 1).map(attributesIn(1))[0]?.["service.name"]);
      for (const ofScope of messagesOf(ofResource, 2)) {
        spans.push(...messagesOf(ofScope, 2).map((span) => ({ ...readSpan(span), service })));
      }
    }
    if (how === "hangs") return;
    outgoing.writeHead(how === "takes" ? 200 : 403, { "content-type": "application/x-protobuf" }).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    spans,
    requests,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

// The numbers of the fields are those of opentelemetry-proto's trace.proto.
function readSpan(span: Message): Omit<CollectedSpan, "service"> {
  return {
    traceId: hexOf(span, 1),
    id: hexOf(span, 2),
    parentId: hexOf(span, 4),
    name: textOf(span, 5),
    kind: numberOf(span, 6),
    attributes: attributesIn(9)(span),
    events: messagesOf(span, 11).map((event) => textOf(event, 2)),
    links: messagesOf(span, 13).map((link) => hexOf(link, 1)),
    isError: messagesOf(span, 15).some((status) => numberOf(status, 3) === 2),
    ms: (numberOf(span, 8) - numberOf(span, 7)) / 1e6,
  };
}

const attributesIn = (field: number) => (message: Message) =>
  Object.fromEntries(
    messagesOf(message, field).map((pair) => {
      const [value = new Map()] = messagesOf(pair, 2);
      const isNumber = value.has(3) || value.has(4);
      const read = value.has(2) ? numberOf(value, 2) === 1 : isNumber ? numberOf(value, 3) : textOf(value, 1);
      return [textOf(pair, 1), read];
    }),
  );
