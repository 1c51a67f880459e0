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
      const patience = createPatience();
      let hasToken: boolean = false;
      try {
        for (;;) {
          const wait: number = hasToken
            ? limits.silenceMs
            : limits.firstTokenMs - (performance.now() - began);
          const result = await patience.within(events.next(), wait, hasToken ? "silence" : "first token");
          if (result.done) return;
          const event = result.value;
          if (!hasToken && isTokenEvent(event)) {
            hasToken = true;
            onFirstToken((performance.now() - began) / 1000);
          }
          yield event;
        }
      } finally {
        patience.close();
        giveUp.abort();
        // Not awaited, because a connection that hangs would delay the error.
        Promise.resolve(events.return?.()).catch(() => undefined);
      }
    },
  };
}

/**
 * Waits for one promise after the other, each for its time. There may be twenty a second in each of a thousand answers, so
 * one timer serves all that have the same time, and an error is made only when one is late.
 */
function createPatience() {
  let timer: { ms: number; handle: NodeJS.Timeout } | undefined;
  let giveUp: (() => void) | undefined;
  return {
    within<T>(promise: Promise<T>, ms: number, kind: "first token" | "silence"): Promise<T> {
      return new Promise((resolve, reject) => {
        giveUp = () => reject(new ModelTimeoutError(kind));
        if (timer?.ms === ms) timer.handle.refresh();
        else {
          clearTimeout(timer?.handle);
          timer = { ms, handle: setTimeout(() => giveUp?.(), Math.max(ms, 0)) };
        }
        promise.then(resolve, reject);
      });
    },
    close: () => clearTimeout(timer?.handle),
  };
}
