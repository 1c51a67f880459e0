import type { IncomingMessage, ServerResponse } from "node:http";
import { refusal } from "./refusal.ts";
import type { RequestHandler } from "./handler.ts";

/** How long the rest of a refused body is read before the response is sent, so that its sender sees the response. */
const LINGER_MS = 1_000;

export interface NodeListenerOptions {
  /** The origin that clients see, for `request.url`, such as `https://chat.example.com`. Default: of the header `Host`. */
  origin?: string | undefined;
  /** Called when the handler rejects, which the one of ChatKit never does. Default: `console.error`. */
  log?: ((error: unknown) => void) | undefined;
}

/**
 * A listener for `node:http`, and for Express and Connect where nothing else reads the body: Node's request becomes a
 * `Request`, whose signal aborts when the client leaves, and the response is sent as fast as the client takes it.
 */
export function toNodeListener(
  handle: RequestHandler,
  { origin, log = (error) => console.error(error) }: NodeListenerOptions = {},
): (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void> {
  return async (incoming, outgoing) => {
    const gone = new AbortController();
    outgoing.once("close", () => gone.abort("disconnected"));
    try {
      const request = toRequest(incoming, origin, gone.signal);
      await send(await handle(request), { incoming, outgoing });
    } catch (error) {
      if (outgoing.destroyed) return;
      log(error);
      if (outgoing.headersSent) outgoing.destroy();
      else {
        const internal = {
          code: "internal",
          message: "Something went wrong. Please try again.",
          status: 500,
        };
        await send(refusal(internal), { incoming, outgoing });
      }
    }
  };
}

function toRequest(incoming: IncomingMessage, origin: string | undefined, signal: AbortSignal): Request {
  const { method = "GET" } = incoming;
  const path = "originalUrl" in incoming ? String(incoming.originalUrl) : (incoming.url ?? "/");
  const base = origin ?? `http://${incoming.headers.host ?? "localhost"}`;
  const url = URL.parse(base + (path.startsWith("/") ? path : "/")) ?? "http://localhost/";
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, {
    method,
    headers,
    signal,
    ...(hasBody && { body: bodyOf(incoming), duplex: "half" }),
  });
}

/** The body as a web stream. Leaving it keeps the connection, on which the response is still to be sent. */
function bodyOf(incoming: IncomingMessage): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = incoming.iterator({ destroyOnReturn: false });
  const source = {
    async pull(controller: ReadableStreamDefaultController<Uint8Array>) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return?.();
    },
  };
  // Nothing is read before the handler wants it.
  return new ReadableStream(source, { highWaterMark: 0 });
}

interface Exchange {
  incoming: IncomingMessage;
  outgoing: ServerResponse;
}

async function send(response: Response, { incoming, outgoing }: Exchange): Promise<void> {
  if (!incoming.complete) await settled(incoming);
  // What is left of the body would be taken for the connection's next request.
  if (!incoming.complete) outgoing.setHeader("connection", "close");
  for (const [name, value] of response.headers) {
    if (name !== "set-cookie") outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader("set-cookie", cookies);
  outgoing.writeHead(response.status);
  const reader = response.body?.getReader();
  if (reader) {
    const leave = () => void reader.cancel("disconnected").catch(() => undefined);
    outgoing.once("close", leave);
    if (outgoing.destroyed) leave();
    for (let next = await reader.read(); !next.done && !outgoing.destroyed; next = await reader.read()) {
      if (!outgoing.write(next.value)) await drained(outgoing);
    }
  }
  outgoing.end();
}

/** Resolves when the client has taken what was written, or has gone. */
function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done).off("close", done);
      resolve();
    };
    outgoing.once("drain", done).once("close", done);
    if (outgoing.destroyed) done();
  });
}

/** Resolves when the rest of a refused body has been read, or after a second. */
function settled(incoming: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      incoming.off("end", done).off("close", done);
      resolve();
    };
    const timer = setTimeout(done, LINGER_MS);
    incoming.once("end", done).once("close", done).resume();
  });
}
