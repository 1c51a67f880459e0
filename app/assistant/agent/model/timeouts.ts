import type { Model } from "@openai/agents";
import { ModelTimeoutError } from "./model-errors.ts";
import { isTokenEvent } from "#app/chatkit/agents/raw-events.ts";

interface Limits {
  firstTokenMs: number;
  silenceMs: number;
}

/**
 * Wraps a model with time-outs: for the first token, and between events. Only the time spent waiting for the
 * model counts, not the time of tools.
 *
 * @param onFirstToken called with the seconds that it took
 * @throws {ModelTimeoutError} from the stream; the request is aborted
 */
export function withTimeouts(model: Model, limits: Limits, onFirstToken: (seconds: number) => void): Model {
  return {
    getResponse: (request) => model.getResponse(request),
    async *getStreamedResponse(request) {
      const giveUp = new AbortController();
      const signals = request.signal ? [request.signal, giveUp.signal] : [giveUp.signal];
      const answer = model.getStreamedResponse({ ...request, signal: AbortSignal.any(signals) });
      const events = answer[Symbol.asyncIterator]();
      const began = performance.now();
      let hasToken: boolean = false;
      try {
        for (;;) {
          const wait: number = hasToken
            ? limits.silenceMs
            : limits.firstTokenMs - (performance.now() - began);
          const timeout = new ModelTimeoutError(hasToken ? "silence" : "first token");
          const result = await within(events.next(), wait, timeout);
          if (result.done) return;
          const event = result.value;
          if (!hasToken && isTokenEvent(event)) {
            hasToken = true;
            onFirstToken((performance.now() - began) / 1000);
          }
          yield event;
        }
      } finally {
        giveUp.abort();
        // Not awaited, because a connection that hangs would delay the error.
        Promise.resolve(events.return?.()).catch(() => undefined);
      }
    },
  };
}

function within<T>(promise: Promise<T>, ms: number, timeout: Error): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(reject, Math.max(ms, 0), timeout);
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
