import { parseEvents } from "#app/chatkit/sse.ts";
import { applyUpdate } from "#app/chatkit/transcript.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { named, wait } from "./settings.ts";
import type { ThreadView } from "./thread-view.ts";

/** The client posts the same body again after a 5xx, or a 200 whose body is no event stream. */
const REPEAT_MS = [1500, 2000, 4000, 8000, 8000];

export interface StreamHost {
  post(body: object, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
  /** The thread has got its id. */
  created(view: ThreadView): void;
  effect(name: string, data: Record<string, unknown>): void;
  clientTool(name: string, params: Record<string, unknown>): unknown;
  redraw(view: ThreadView): void;
}

/** How a streaming request ended. */
export type StreamEnd =
  | { kind: "ended"; toolOutput?: Promise<unknown> }
  | { kind: "stopped" }
  /** Refused with a 4xx, or given up on after five repeats. Nothing is said of it but for a 429. */
  | { kind: "refused"; status: number }
  | { kind: "failed"; error: Error; allowRetry: boolean };

/** Posts a request and reads its answer into the thread, however long and wherever the user is meanwhile. */
export async function readTurn(
  view: ThreadView,
  body: object,
  host: StreamHost,
  signal: AbortSignal,
): Promise<StreamEnd> {
  let toolOutput: Promise<unknown> | undefined;
  try {
    const response = await postUntilStreamed(body, host, signal);
    if (!isStream(response)) return { kind: "refused", status: response.status };
    if (!response.body) throw new TypeError("no body");
    for await (const { event } of parseEvents(unread(response.body))) {
      if (signal.aborted) break;
      if (event.type === "error") {
        const error = named("StreamError", event.message ?? event.code);
        return { kind: "failed", error, allowRetry: event.allow_retry };
      }
      // The tool runs when its call is added, and again when the call is done.
      if ("item" in event && event.item.type === "client_tool_call" && event.item.status === "pending") {
        toolOutput = Promise.resolve(host.clientTool(event.item.name, event.item.arguments));
      }
      applyToView(view, event, host);
      host.redraw(view);
    }
    if (signal.aborted) return { kind: "stopped" };
    return toolOutput ? { kind: "ended", toolOutput } : { kind: "ended" };
  } catch (error) {
    if (signal.aborted) return { kind: "stopped" };
    const failure = error instanceof Error ? error : named("StreamError", String(error));
    return { kind: "failed", error: failure, allowRetry: true };
  }
}

/** The stream is left where it is when the client reads no further: it isn't cancelled. */
function unread(body: ReadableStream<Uint8Array>): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
}

const isStream = (response: Response) =>
  response.status === 200 && response.headers.get("content-type")?.startsWith("text/event-stream");

async function postUntilStreamed(body: object, host: StreamHost, signal: AbortSignal): Promise<Response> {
  for (const pause of [...REPEAT_MS, undefined]) {
    const response = await host.post(body, { accept: "text/event-stream" }, signal);
    const isFinal = isStream(response) || (response.status >= 400 && response.status < 500);
    if (isFinal || pause === undefined) return response;
    await wait(pause);
    signal.throwIfAborted();
  }
  throw new TypeError("unreachable");
}

function applyToView(view: ThreadView, event: ThreadStreamEvent, host: StreamHost): void {
  switch (event.type) {
    case "stream_options":
      view.canStop = event.stream_options.allow_cancel;
      break;
    case "thread.created":
      view.id = event.thread.id;
      view.title = event.thread.title ?? "";
      host.created(view);
      break;
    case "thread.updated":
      view.title = event.thread.title ?? "";
      view.status = event.thread.status;
      break;
    case "client_effect":
      host.effect(event.name, event.data);
      break;
    case "thread.item.added":
    case "thread.item.done":
    case "thread.item.replaced":
      if (event.type === "thread.item.done" && event.item.type === "user_message") dropOptimistic(view);
      view.put(event.item);
      break;
    case "thread.item.removed":
      view.items = view.items.filter(({ id }) => id !== event.item_id);
      break;
    case "thread.item.updated": {
      const item = view.items.find(({ id }) => id === event.item_id);
      if (item) view.put(applyUpdate(item, event.update));
      break;
    }
  }
}

/** The message that was shown before the server had confirmed it. */
export function dropOptimistic(view: ThreadView): void {
  view.items = view.items.filter(({ id }) => !id.startsWith("client_"));
}
