import type { Model } from "@openai/agents";
import { ModelTimeoutError } from "./model-errors.ts";
import { isTokenEvent } from "#app/chatkit/agents/raw-events.ts";

interface Limits {
  firstTokenMs: number;
  silenceMs: number;
}

interface Hearing {
  /** Called with the seconds that the first token took. */
  onFirstToken(seconds: number): void;
  /** When the model was heard in another way than by an event, on the clock of `performance.now`. */
  heardAt(): number;
}

/**
 * Wraps a model with time-outs: for the first token, and between events. Only the time spent waiting for the
 * model counts, not the time of tools.
 *
 * @throws {ModelTimeoutError} from the stream; the request is aborted
 */
export function withTimeouts(model: Model, limits: Limits, { onFirstToken, heardAt }: Hearing): Model {
  return {
    getResponse: (request) => model.getResponse(request),
    async *getStreamedResponse(request) {
      const giveUp = new AbortController();
      const signals = request.signal ? [request.signal, giveUp.signal] : [giveUp.signal];
      const answer = model.getStreamedResponse({ ...request, signal: AbortSignal.any(signals) });
      const events = answer[Symbol.asyncIterator]();
      const began = performance.now();
      const patience = createPatience(heardAt);
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
function createPatience(heardAt: () => number) {
  let timer: { ms: number; handle: NodeJS.Timeout } | undefined;
  let giveUp: (() => void) | undefined;

  const start = (ms: number, wait = ms): NodeJS.Timeout => {
    const late = () => {
      const left = ms - (performance.now() - heardAt());
      if (left <= 0) return giveUp?.();
      // The next event has a timer of its own.
      timer = { ms: NaN, handle: start(ms, left) };
    };
    return setTimeout(late, Math.max(wait, 0));
  };

  return {
    within<T>(promise: Promise<T>, ms: number, kind: "first token" | "silence"): Promise<T> {
      return new Promise((resolve, reject) => {
        giveUp = () => reject(new ModelTimeoutError(kind));
        if (timer?.ms === ms) timer.handle.refresh();
        else {
          clearTimeout(timer?.handle);
          timer = { ms, handle: start(ms) };
        }
        promise.then(resolve, reject);
      });
    },
    close: () => clearTimeout(timer?.handle),
  };
}
