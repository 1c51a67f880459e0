import { ChatKitError, toErrorEvent } from "../errors.ts";
import { asksForStream } from "../protocol/requests.ts";
import type { ChatKitServer } from "../server.ts";
import { encodeEvent, EVENT_STREAM } from "../sse.ts";
import { streamOf } from "./event-stream.ts";
import { readJson } from "./read-json.ts";
import { refusal } from "./refusal.ts";

const MAX_BODY_BYTES = 2 * 1024 * 1024;
const KEEP_ALIVE_MS = 15_000;

/** Answers a web request. It never rejects. */
export type RequestHandler = (request: Request) => Promise<Response>;

export interface ChatKitHandlerOptions<Context> {
  server: Pick<ChatKitServer<Context>, "process">;
  /**
   * Who makes the request: what every handler and every call of the store gets. It is asked before the body is read.
   * Throw `new ChatKitError("unauthorized", "…")` when it is nobody, which is answered with 401.
   */
  context: (request: Request) => Context | Promise<Context>;
  /** Larger bodies are refused with 413. In bytes, 2 MiB by default. */
  maxBodyBytes?: number | undefined;
  /** How often a silent stream carries a comment, because proxies close idle connections. In ms, 15,000 by default. */
  keepAliveMs?: number | undefined;
  /**
   * Aborts when the process is about to stop. Running answers then end where they are and are kept as interrupted, with
   * a note for the model.
   */
  shutdown?: AbortSignal | undefined;
  /**
   * Called with each error that isn't a refusal; clients get none of its words. Errors of an answer that is under way
   * go to the server's own `log`. Default: `console.error`.
   */
  log?: ((error: unknown, request: Request) => void) | undefined;
}

/**
 * An HTTP handler of the protocol: a `Request` in, JSON or server-sent events out. A client that disconnects stops its
 * answer, as in chatkit-python: that is how ChatKit's stop button works. What there was of the answer is kept.
 *
 * Refusals have their status (400, 401, 404, 409, 413, 415, …) and the body `{error: {code, message, issues?}, message}`.
 * A streaming request never gets a 5xx, because ChatKit sends it again then: a failure is an `error` event.
 */
export function createChatKitHandler<Context>({
  server,
  context,
  maxBodyBytes = MAX_BODY_BYTES,
  keepAliveMs = KEEP_ALIVE_MS,
  shutdown,
  log = (error) => console.error(error),
}: ChatKitHandlerOptions<Context>): RequestHandler {
  async function answer(request: Request, body: Promise<unknown>, caller: Context): Promise<Response> {
    const result = await server.process(await body, caller);
    if (result.kind === "json") {
      return Response.json(result.body, { headers: { "cache-control": "no-store" } });
    }
    const disconnected = request.signal;
    const options = { disconnected, shutdown, keepAliveMs, log: (error: unknown) => log(error, request) };
    return new Response(streamOf(result.events, options), { headers: EVENT_STREAM });
  }

  return async (request) => {
    if (request.method !== "POST") {
      return refusal({ code: "method_not_allowed", message: "Use POST.", status: 405 }, { allow: "POST" });
    }
    let reading: Promise<unknown> | undefined;
    const read = () => (reading ??= readJson(request, maxBodyBytes));
    try {
      const caller = await context(request);
      return await answer(request, read(), caller);
    } catch (error) {
      const isPublic = error instanceof ChatKitError && error.code !== "internal";
      if (isPublic && error.status < 500) return refusal(error);
      if (!isPublic) log(error, request);
      if (asksForStream(await read().catch(() => undefined))) {
        return new Response(encodeEvent(toErrorEvent(error)).slice(), { headers: EVENT_STREAM });
      }
      return refusal(
        isPublic ? error : new ChatKitError("internal", "Something went wrong. Please try again."),
      );
    }
  };
}
