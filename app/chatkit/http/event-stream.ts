import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { TurnStart } from "../turn/turn.ts";
import { encodeComment, encodeEvent } from "../sse.ts";

type Turn = AsyncGenerator<ThreadStreamEvent, void, undefined>;

export interface EventStreamOptions {
  /** Aborts when the client has gone. */
  disconnected: AbortSignal;
  /** Aborts when the process is about to stop. */
  shutdown?: AbortSignal | undefined;
  /** How often a silent stream carries a comment, in ms. */
  keepAliveMs: number;
  /** Told about a failure that comes after the client has gone. */
  log?: ((error: unknown) => void) | undefined;
}

/**
 * The events of a turn as server-sent events. They are asked for as the client takes them. When the client leaves, the
 * turn is aborted and read to its end, because it stores what there is of the answer only then.
 */
export function streamOf(
  events: (signal: AbortSignal, start: TurnStart) => Turn,
  { disconnected, shutdown, keepAliveMs, log }: EventStreamOptions,
): ReadableStream<Uint8Array> {
  const aborter = new AbortController();
  const over = new AbortController();
  // It begins as soon as it is checked.
  const turn = events(aborter.signal, { hasWaited: false });
  let isRead = true;
  let next: ReturnType<Turn["next"]> | undefined;

  /** Ends the turn for a reason that the library knows: see `ProcessResult.events`. */
  async function end(reason: "disconnected" | "shutdown"): Promise<void> {
    aborter.abort(reason);
    try {
      while (!(await turn.next()).done);
    } catch (error) {
      log?.(error);
    }
    over.abort();
  }
  const endWith = (signal: AbortSignal | undefined, reason: "disconnected" | "shutdown") => {
    if (signal?.aborted) void end(reason);
    else signal?.addEventListener("abort", () => void end(reason), { signal: over.signal });
  };
  endWith(shutdown, "shutdown");
  endWith(disconnected, "disconnected");

  return new ReadableStream({
    async pull(controller) {
      next ??= turn.next();
      const result = await orSilence(next, keepAliveMs);
      if (!isRead) return;
      if (result === "silence") return controller.enqueue(encodeComment("waiting"));
      next = undefined;
      if (!result.done) return controller.enqueue(encodeEvent(result.value));
      over.abort();
      controller.close();
    },
    cancel() {
      isRead = false;
      return end("disconnected");
    },
  });
}

async function orSilence<T>(promise: Promise<T>, ms: number): Promise<T | "silence"> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<"silence">((resolve) => {
    timer = setTimeout(() => resolve("silence"), ms);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
