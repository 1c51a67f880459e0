import { getDatabase } from "#db/client.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { encodeComment, encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import { log } from "#app/log.server.ts";
import { openStreams } from "#app/metrics.server.ts";
import { followsRun } from "#app/traces.server.ts";
import { followInBatches } from "./follow.ts";
import { createKeepAlive, type KeepAlive } from "./keep-alive.ts";
import type { NumberedEvent } from "./live-run.ts";
import { liveRun } from "./process.ts";
import { type RunHandle } from "./runs.ts";
import { stopRun } from "./stop.ts";
import { endWithSession } from "./session-streams.ts";

/** What happens to a run when the client disconnects before its end. */
export type DisconnectPolicy = "cancel" | "continue";

export interface RunResponseOptions {
  /** The number of the last event that the client has. */
  after?: number;
  /** Whether frames carry an `id`, so that a client can resume with `Last-Event-ID`. */
  ids?: boolean;
  onDisconnect: DisconnectPolicy;
  /** Changes an event as it is sent: the links to files are made then. */
  present?: (event: ThreadStreamEvent) => ThreadStreamEvent;
  /** The better-auth session that the stream ends with. */
  sessionId: string;
  /** Called after the last event; the stream closes when it resolves. */
  onDelivered?: (() => Promise<void>) | undefined;
}

/** A run's events after `after`, as server-sent events. The header `x-chatkit-run-id` names the run. */
export async function runResponse(
  run: Pick<RunHandle, "id" | "userId">,
  options: RunResponseOptions,
): Promise<Response> {
  const { db } = await getDatabase();
  followsRun(run.id);
  const aborter = new AbortController();
  const forget = countedStream(endWithSession(db, options.sessionId, aborter));
  const events = followInBatches(db, {
    id: run.id,
    userId: run.userId,
    after: options.after ?? 0,
    signal: aborter.signal,
  });
  let keepAlive: KeepAlive | undefined;

  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      keepAlive = createKeepAlive(() => controller.enqueue(encodeComment("waiting")));
    },
    async pull(controller) {
      const result = await events.next().catch((error: unknown) => {
        keepAlive?.stop();
        forget();
        throw error;
      });
      // An event may have been on its way from the database when the client left, or the session ended.
      if (result.done || aborter.signal.aborted) {
        keepAlive?.stop();
        forget();
        if (!aborter.signal.aborted) await options.onDelivered?.();
        return controller.close();
      }
      keepAlive?.spoke();
      controller.enqueue(encode(result.value, options));
    },
    async cancel() {
      keepAlive?.stop();
      forget();
      aborter.abort();
      if (options.onDisconnect === "continue") return;
      // The client is gone, so a failure is only logged.
      await stopRun({ userId: liveRun(run.id)?.userId ?? run.userId, id: run.id }).catch((error: unknown) =>
        log.error({ err: error, run: run.id }, "could not stop the run of a disconnected client"),
      );
    },
  });
  return new Response(body, {
    headers: { ...EVENT_STREAM, "x-chatkit-run-id": run.id },
  });
}

function encode(events: NumberedEvent[], { present, ids }: RunResponseOptions): Uint8Array {
  const encoded = events.map(({ seq, event }) =>
    encodeEvent(present?.(event) ?? event, ids ? { id: String(seq) } : {}),
  );
  const [only] = encoded;
  return only && encoded.length === 1 ? only : Buffer.concat(encoded);
}

/** Counts a stream as open until it is forgotten. */
function countedStream(forget: () => void): () => void {
  openStreams.inc();
  let isOpen = true;
  return () => {
    if (isOpen) openStreams.dec();
    isOpen = false;
    forget();
  };
}

/**
 * A client that sends `x-chatkit-run-control: explicit` stops its runs by id, so a disconnect leaves them
 * running. A disconnect of any other client cancels its run, as in chatkit-python. A repeated send only
 * follows the run; the disconnect of the first send decides.
 */
export function disconnectPolicy(request: Request, run: RunHandle): DisconnectPolicy {
  const explicit = request.headers.get("x-chatkit-run-control") === "explicit";
  return explicit || !run.created ? "continue" : "cancel";
}
