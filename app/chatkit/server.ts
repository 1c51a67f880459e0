import type { ChatKitServerOptions, Deps } from "./deps.ts";
import { parseRequest } from "./parse-request.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import { isStreamingRequest, type StreamingRequest } from "./protocol/requests.ts";
import { processNonStreaming } from "./requests/non-streaming.ts";
import { prepareTurn } from "./requests/streaming.ts";
import { runTurn } from "./turn/run-turn.ts";

export type { ChatKitServerOptions } from "./deps.ts";
export type { AudioInput, ChatKitHandlers } from "./handlers.ts";
export { parseRequest } from "./parse-request.ts";

export type ProcessResult =
  | { kind: "json"; body: unknown }
  | {
      kind: "stream";
      /** The thread that answers; null when the request makes one (`thread.created` then names it). */
      threadId: string | null;
      request: StreamingRequest;
      /**
       * Does what was asked and tells of it; to be called once. Nothing is written before the first pull.
       * Never throws: what goes wrong becomes an `error` event. When `signal` aborts, the partial answer is
       * kept and the stream ends; with the reason `"shutdown"` or `"lost"` it counts as interrupted, otherwise
       * as cancelled by the user.
       */
      events(signal: AbortSignal): AsyncGenerator<ThreadStreamEvent, void, undefined>;
    };

export interface ChatKitServer<Context> {
  /**
   * Serves one request, given as parsed JSON. Everything that can be refused is refused before a stream is
   * returned, so that a route can still answer with a status.
   *
   * @throws ChatKitError `invalid_request`, `not_found`, `conflict` (a locked thread, an answered form, no
   *   pending tool call), `not_implemented` (no handler); and whatever the store throws.
   */
  process(body: unknown, context: Context): Promise<ProcessResult>;
}

/** A ChatKit server over a database and an assistant. */
export function createChatKitServer<Context>(options: ChatKitServerOptions<Context>): ChatKitServer<Context> {
  const now = options.now ?? (() => new Date());
  return {
    async process(body, context) {
      const deps: Deps<Context> = { ...options, now, context };
      const request = parseRequest(body);
      if (!isStreamingRequest(request)) {
        return { kind: "json", body: await processNonStreaming(request, deps) };
      }
      const turn = await prepareTurn(request, deps);
      return {
        kind: "stream",
        threadId: turn.threadId,
        request,
        events: (signal) => runTurn(turn, signal, deps),
      };
    },
  };
}
