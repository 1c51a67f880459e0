import type { Model, StreamEvent } from "@openai/agents";
import OpenAI from "openai";
import { EmptyAnswerError, ModelCutOffError, ModelTimeoutError } from "./model-errors.ts";
import { isTokenEvent } from "#app/chatkit/agents/raw-events.ts";

interface NamedModel {
  name: string;
  model: Model;
}

/**
 * Wraps a model for one turn. When it fails before its first token, for a reason that another try may not meet, the
 * fallback model answers it and the rest of the turn; without one, a stream that began with an error is asked for once
 * more. (Requests that are refused outright have been repeated by the client already.) After the first token
 * nothing is repeated: the user has begun to read, and tools may have run.
 *
 * @param onFallback called once, when the fallback takes over
 */
export function withFallback(
  first: NamedModel,
  fallback: NamedModel | undefined,
  onFallback: () => void,
): Model {
  let current = first;

  async function* stream(request: Parameters<Model["getStreamedResponse"]>[0]): AsyncGenerator<StreamEvent> {
    const hasFallback = fallback !== undefined && current !== fallback;
    for (let isLast = false; ; isLast = true) {
      // Events before the first token are held back: a failed try has none.
      let early: StreamEvent[] | undefined = [];
      try {
        for await (const event of current.model.getStreamedResponse(request)) {
          if (early && !isTokenEvent(event) && event.type !== "response_done") {
            early.push(event);
            continue;
          }
          if (early) yield* early;
          early = undefined;
          yield event;
        }
        if (early) yield* early;
        return;
      } catch (error) {
        const mayRepeat = !isLast && early !== undefined && !request.signal?.aborted;
        if (!mayRepeat || !(hasFallback ? maySucceedElsewhere(error) : isErrorEvent(error))) throw error;
        if (hasFallback) {
          current = fallback;
          onFallback();
        }
      }
    }
  }

  return { getResponse: (request) => current.model.getResponse(request), getStreamedResponse: stream };
}

/** Whether another model may answer: not when the request itself, or the key, is refused. */
function maySucceedElsewhere(error: unknown): boolean {
  if (error instanceof ModelTimeoutError || error instanceof ModelCutOffError) return true;
  if (error instanceof EmptyAnswerError || error instanceof OpenAI.APIConnectionError) return true;
  if (!(error instanceof OpenAI.APIError)) return false;
  const { status } = error;
  return status === undefined || status >= 500 || [404, 408, 409, 410, 429].includes(status);
}

/** Whether the endpoint accepted the request and then sent an error as its first event. */
function isErrorEvent(error: unknown): boolean {
  return (
    error instanceof OpenAI.APIError &&
    !(error instanceof OpenAI.APIConnectionError) &&
    error.status === undefined
  );
}
