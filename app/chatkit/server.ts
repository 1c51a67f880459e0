import type { ChatKitServerOptions, Deps } from "./deps.ts";
import { parseRequest } from "./parse-request.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import { isStreamingRequest, type ChatKitRequest, type StreamingRequest } from "./protocol/requests.ts";
import { processNonStreaming } from "./requests/non-streaming.ts";
import { prepareTurn } from "./requests/streaming.ts";
import { runTurn } from "./turn/run-turn.ts";
import type { TurnStart } from "./turn/turn.ts";

export type { ChatKitServerOptions } from "./deps.ts";
export type { AudioInput, ChatKitHandlers } from "./handlers.ts";
export { parseRequest } from "./parse-request.ts";

export type ProcessResult =
  | { kind: "json"; body: unknown }
  | {
      kind: "stream";
      /** The thread of the turn. Null when the request creates it; `thread.created` then has its id. */
      threadId: string | null;
      request: StreamingRequest;
      /**
       * Runs the turn and gives its events. Call it once; nothing is written before the first event is asked
       * for. Never throws: a failure becomes an `error` event. When `signal` aborts, the partial answer is kept
       * and the stream ends. With the reason `"shutdown"` or `"lost"` the turn counts as interrupted, otherwise
       * as cancelled by the user.
       *
       * The request is checked again as it begins, because another turn may have changed the thread meanwhile;
       * `hasWaited: false` says that none has, and saves that.
       */
      events(signal: AbortSignal, start?: TurnStart): AsyncGenerator<ThreadStreamEvent, void, undefined>;
    };

export interface ChatKitServer<Context> {
  /**
   * Processes one request, given as parsed JSON. Refuses before it returns a stream, so that a route can answer
   * with a status.
   *
   * @throws ChatKitError `invalid_request`, `not_found`, `conflict` (a locked thread, an answered structured
   *   input, no pending tool call), `not_implemented` (no handler); also the errors of the store
   */
  process(body: unknown, context: Context): Promise<ProcessResult>;
  /** Processes a request that has been parsed, by `parseRequest`. */
  processParsed(request: ChatKitRequest, context: Context): Promise<ProcessResult>;
}

/** A ChatKit server over a store and the handlers of an app. */
export function createChatKitServer<Context>(options: ChatKitServerOptions<Context>): ChatKitServer<Context> {
  const now = options.now ?? (() => new Date());
  return {
    process: async (body, context) => processParsed(parseRequest(body), context),
    processParsed,
  };

  async function processParsed(request: ChatKitRequest, context: Context): Promise<ProcessResult> {
    const deps: Deps<Context> = { ...options, now, context };
    if (!isStreamingRequest(request)) {
      return { kind: "json", body: await processNonStreaming(request, deps) };
    }
    const turn = await prepareTurn(request, deps);
    return {
      kind: "stream",
      threadId: turn.threadId,
      request,
      events: (signal, { hasWaited } = { hasWaited: true }) => runTurn(turn, { signal, hasWaited }, deps),
    };
  }
}
