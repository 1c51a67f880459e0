import { ChatKitError } from "./errors.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ChatKitServer } from "./server.ts";
import { encodeComment, encodeEvent, EVENT_STREAM } from "./sse.ts";

/** How often a silent stream carries a comment, because proxies close idle connections. */
const KEEP_ALIVE_MS = 15_000;
const MAX_BODY_BYTES = 2 * 1024 * 1024;

export interface ChatKitHandlerOptions<Context> {
  server: ChatKitServer<Context>;
  /**
   * Who makes the request. Throw a `ChatKitError("unauthorized", …)` when nobody does; it is answered as 401.
   */
  context(request: Request): Context | Promise<Context>;
  /** In bytes. Default: 2 MiB. */
  maxBodyBytes?: number;
}

/**
 * An HTTP handler of the protocol: a `Request` in, JSON or server-sent events out. For small servers: a client that
 * disconnects cancels its answer, as in chatkit-python.
 */
export function createChatKitHandler<Context>({
  server,
  context,
  maxBodyBytes = MAX_BODY_BYTES,
}: ChatKitHandlerOptions<Context>): (request: Request) => Promise<Response> {
  return async (request) => {
    if (request.method !== "POST")
      return Response.json({ message: "Use POST." }, { status: 405, headers: { allow: "POST" } });
    try {
      const body = await readJson(request, maxBodyBytes);
      const result = await server.process(body, await context(request));
      if (result.kind === "json")
        return Response.json(result.body, { headers: { "cache-control": "no-store" } });
      return new Response(
        streamOf((signal) => result.events(signal), request.signal),
        { headers: EVENT_STREAM },
      );
    } catch (error) {
      return errorResponse(error);
    }
  };
}

/** @throws ChatKitError `payload_too_large`, `invalid_request` */
async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes)
      throw new ChatKitError("payload_too_large", `The body is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  try {
    return JSON.parse(new TextDecoder().decode(whole));
  } catch (cause) {
    throw new ChatKitError("invalid_request", "The body isn't valid JSON.", { cause });
  }
}

/** A refusal with its status. What isn't a refusal is thrown on: its words aren't for clients. */
function errorResponse(error: unknown): Response {
  if (!(error instanceof ChatKitError)) throw error;
  const { code, message, status, retryAfter } = error;
  const headers = new Headers({ "cache-control": "no-store" });
  if (retryAfter !== undefined) headers.set("retry-after", String(retryAfter));
  return Response.json({ error: { code, message }, message }, { status, headers });
}

function streamOf(
  events: (signal: AbortSignal) => AsyncGenerator<ThreadStreamEvent>,
  disconnected: AbortSignal,
): ReadableStream<Uint8Array> {
  const gone = new AbortController();
  const turn = events(AbortSignal.any([gone.signal, disconnected]));
  let next: Promise<IteratorResult<ThreadStreamEvent>> | undefined;
  return new ReadableStream({
    async pull(controller) {
      next ??= turn.next();
      const result = await orSilence(next);
      if (result === "silence") return controller.enqueue(encodeComment("waiting"));
      next = undefined;
      if (result.done) return controller.close();
      controller.enqueue(encodeEvent(result.value));
    },
    cancel() {
      gone.abort("disconnected");
    },
  });
}

async function orSilence<T>(promise: Promise<T>): Promise<T | "silence"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<"silence">((resolve) => {
    timer = setTimeout(() => resolve("silence"), KEEP_ALIVE_MS);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
