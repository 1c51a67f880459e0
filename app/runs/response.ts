import { getDatabase } from "#db/client.server.ts";
import { encodeComment, encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import { log } from "#app/log.server.ts";
import { followRun } from "./follow.ts";
import type { NumberedEvent } from "./live-run.ts";
import { liveRun } from "./process.server.ts";
import { stopRun, type RunHandle } from "./runs.server.ts";

/** A silent stream says so this often, for proxies that close what they take for dead. */
const KEEP_ALIVE_MS = 15_000;
/** A stream that has nothing to say at first (a send that waits for its turn) opens with a comment. */
const OPENING_MS = 250;

export interface RunResponseOptions {
  /** The last event that the client has. */
  after?: number;
  /** Number the frames, so that a client can resume with `Last-Event-ID`. */
  ids?: boolean;
  /** What a client that goes away before the end means by it. */
  onDrop: "cancel" | "carry on";
  /** Called, and waited for, when everything has been sent and the stream is about to be closed. */
  onDelivered?: (() => Promise<void>) | undefined;
}

/**
 * A run as server-sent events, from `after` to its end. Events are named by `x-chatkit-run-id`; closing
 * the connection leaves the run alone or stops it, as `onDrop` says.
 */
export async function runResponse(
  run: Pick<RunHandle, "id" | "userId">,
  options: RunResponseOptions,
): Promise<Response> {
  const { db } = await getDatabase();
  const aborter = new AbortController();
  const events = followRun(db, {
    id: run.id,
    userId: run.userId,
    after: options.after ?? 0,
    signal: aborter.signal,
  });
  let quietMs = OPENING_MS;
  let next: Promise<IteratorResult<NumberedEvent>> | undefined;

  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      next ??= events.next();
      const result = await orQuiet(next, quietMs);
      quietMs = KEEP_ALIVE_MS;
      if (result === "quiet") return controller.enqueue(encodeComment("waiting"));
      next = undefined;
      if (result.done) {
        await options.onDelivered?.();
        return controller.close();
      }
      const { seq, event } = result.value;
      controller.enqueue(encodeEvent(event, options.ids ? { id: String(seq) } : {}));
    },
    async cancel() {
      aborter.abort();
      if (options.onDrop === "carry on") return;
      // Nobody is there to hear of a failure.
      await stopRun({ userId: liveRun(run.id)?.userId ?? run.userId, id: run.id }).catch((error: unknown) =>
        log.error({ err: error, run: run.id }, "could not stop a run whose client has gone"),
      );
    },
  });
  return new Response(body, {
    headers: { ...EVENT_STREAM, "x-chatkit-run-id": run.id },
  });
}

/**
 * What it means when the client of this request goes away: one that controls its runs by name
 * (`x-chatkit-run-control: explicit`) leaves them running, others mean Stop by it, as in chatkit-python.
 * A repeat of a send is a second look at it; the first one decides.
 */
export function meaningOfDrop(request: Request, run: RunHandle): RunResponseOptions["onDrop"] {
  const explicit = request.headers.get("x-chatkit-run-control") === "explicit";
  return explicit || !run.created ? "carry on" : "cancel";
}

async function orQuiet<T>(promise: Promise<T>, ms: number): Promise<T | "quiet"> {
  let timer: NodeJS.Timeout | undefined;
  const quiet = new Promise<"quiet">((resolve) => {
    timer = setTimeout(() => resolve("quiet"), ms);
  });
  try {
    return await Promise.race([promise, quiet]);
  } finally {
    clearTimeout(timer);
  }
}
