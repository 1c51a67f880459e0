import type { StreamingRequest } from "#app/chatkit/protocol/requests.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { parseEvents } from "#app/chatkit/sse.ts";
import { forgetPages } from "../memory/load-page.ts";
import { isTemporary as isTemporarySearch } from "../temporary.ts";
import { fetchWithSecret, SignedOutError } from "#app/shell/credentials.ts";

/** A streaming request of the protocol. Parameters with defaults may be left out. */
export interface TurnRequest {
  type: StreamingRequest["type"];
  params: object;
}

export interface OpenTurn {
  runId: string | null;
  events: AsyncGenerator<ThreadStreamEvent>;
}

/**
 * The server refused a request (`status`), or couldn't be reached (status 0). The message is a sentence for
 * the user.
 */
export class RequestRefused extends Error {
  override name = "RequestRefused";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Pauses between attempts to send. */
const RETRY_MS = [800, 2000, 5000];

/** Pauses between attempts to reconnect to a run. Together they cover a restart of the server. */
const FOLLOW_MS = [500, 1000, 2000, 4000, 8000, 15_000, 30_000];

/**
 * Sends a request that starts a turn. A request that gets no stream (network error, 5xx) is repeated with the
 * same idempotency key, so the turn happens once. While the browser is offline it waits. The run goes on when
 * the page is left.
 *
 * @throws {RequestRefused} when the server refuses, or all attempts fail
 */
export async function openTurn(body: TurnRequest, key: string, signal: AbortSignal): Promise<OpenTurn> {
  if ("thread_id" in body.params && typeof body.params.thread_id === "string") {
    forgetPages(body.params.thread_id);
  }
  // The user may be on another page when it is repeated.
  const isTemporary =
    body.type === "threads.create" && typeof location !== "undefined" && isTemporarySearch(location.search);
  for (const pause of [...RETRY_MS, undefined]) {
    await online(signal);
    const response = await tryToSend(body, { key, isTemporary }, signal);
    if (response && isStream(response)) return open(response, 0, signal);
    if (response && response.status < 500) throw await toRefusal(response);
    if (pause === undefined) break;
    await delay(pause, signal);
  }
  throw new RequestRefused(
    0,
    "The server can’t be reached. Nothing is lost: try again when you are back online.",
  );
}

/** Follows a running or ended run from the event after number `after`. */
export async function followTurn(runId: string, after: number, signal: AbortSignal): Promise<OpenTurn> {
  return open(await requestEvents(runId, after, signal), after, signal);
}

async function requestEvents(runId: string, after: number, signal: AbortSignal): Promise<Response> {
  const response = await fetchWithSecret(`/api/chatkit/runs/${runId}/events`, {
    headers: { accept: "text/event-stream", "last-event-id": String(after) },
    signal,
  });
  if (!isStream(response)) throw await toRefusal(response);
  return response;
}

/** Pauses between attempts to stop a send that the server may not have registered yet. */
const STOP_RETRY_MS = [200, 600, 1500];

/**
 * Stops a run by its id, or by the idempotency key of its send, which works before the server has answered.
 */
export async function stopTurn(runIdOrKey: string): Promise<void> {
  for (const pause of [...STOP_RETRY_MS, undefined]) {
    const path = `/api/chatkit/runs/${encodeURIComponent(runIdOrKey)}/stop`;
    const response = await fetchWithSecret(path, { method: "POST" }).catch(() => undefined);
    if ((response && response.status !== 404) || pause === undefined) return;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** Resolves when the browser is online. */
async function online(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (typeof window === "undefined" || navigator.onLine) return;
  await new Promise<void>((resolve, reject) => {
    addEventListener("online", () => resolve(), { once: true, signal });
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

async function tryToSend(
  body: TurnRequest,
  { key, isTemporary }: { key: string; isTemporary: boolean },
  signal: AbortSignal,
): Promise<Response | undefined> {
  try {
    return await fetchWithSecret("/api/chatkit", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "text/event-stream",
        "idempotency-key": key,
        "x-chatkit-run-control": "explicit",
        ...(isTemporary ? { "x-chat-temporary": "1" } : {}),
      },
      body: JSON.stringify(body),
      signal,
    });
  } catch (error) {
    // The network, or the server that should have renewed the secret, gave no answer.
    if (signal.aborted || error instanceof SignedOutError) throw error;
    return undefined;
  }
}

const isStream = (response: Response) =>
  response.ok && (response.headers.get("content-type") ?? "").startsWith("text/event-stream");

function open(response: Response, after: number, signal: AbortSignal): OpenTurn {
  const runId = response.headers.get("x-chatkit-run-id");
  return { runId, events: eventsOf(response, runId, after, signal) };
}

/**
 * Yields an answer's events. When the connection breaks, it reconnects and continues after the last event
 * received.
 */
async function* eventsOf(
  first: Response,
  runId: string | null,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<ThreadStreamEvent> {
  let connect = () => Promise.resolve(first);
  let seq = after;
  let breaks = 0;
  while (true) {
    try {
      const { body } = await connect();
      if (!body) return;
      for await (const { event } of parseEvents(body)) {
        seq += 1;
        breaks = 0;
        yield event;
      }
      return;
    } catch (error) {
      const pause = FOLLOW_MS[breaks];
      if (signal.aborted || !runId || pause === undefined || isFinal(error)) throw error;
      breaks += 1;
      connect = () => requestEvents(runId, seq, signal);
      await delay(pause, signal);
    }
  }
}

/** Errors that reconnecting can't mend: the user is signed out, or the server has refused. */
const isFinal = (error: unknown) =>
  error instanceof SignedOutError || (error instanceof RequestRefused && error.status < 500);

async function toRefusal(response: Response): Promise<RequestRefused> {
  const body: { message?: string } = await response.json().catch(() => ({}));
  return new RequestRefused(response.status, body.message ?? "The server refused this. Please try again.");
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason);
      },
      { once: true },
    );
  });
}
