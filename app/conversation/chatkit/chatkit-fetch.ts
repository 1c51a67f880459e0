import type { ConversationData } from "#app/chat/conversation-data.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { StreamingRequest } from "#app/chatkit/protocol/requests.ts";
import { encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import { fetchWithSecret, SignedOutError } from "#app/shell/credentials.ts";
import { naming, pathOf } from "#app/shell/new-conversation.ts";
import { randomId } from "#app/ui/browser.ts";
import { openTurn, RequestRefused, stopTurn, type OpenTurn } from "../client/turns.ts";
import { createActionQueue } from "../client/sync-actions.ts";
import { confirmed, messageIn, type ProtocolRequest, type SentMessage } from "./sent-message.ts";
import { loadWindow, wireThread } from "./thread-loads.ts";
import { createUploadedFiles } from "./uploaded-files.ts";

/** Why a request of ChatKit's came to nothing, for a notice beside it: the client says nothing itself. */
export interface Failure {
  message: string;
  /** The session has ended. */
  isSignedOut: boolean;
  /** What was to be sent; undefined where nothing was written. */
  lost?: SentMessage;
}

export interface ChatKitFetchHandlers {
  /** A message is on its way: until it is confirmed, only this page has it. */
  onSending(message: SentMessage): void;
  /** The server has it. */
  onConfirmed(message: SentMessage): void;
  /** An event of a turn in the page's conversation. */
  onEvent(event: ThreadStreamEvent): void;
  /** The user has pressed Stop. */
  onStop(): void;
  onFailure(failure: Failure): void;
  /** A widget's action was carried out without a stream, which would have brought its effects. */
  onSyncAction(): void;
}

export interface ChatKitFetch {
  fetch: typeof fetch;
  /** Answers the next load of this conversation from the page's data. */
  preload(data: ConversationData): void;
  /** Has the next load of this conversation answered by the server. */
  forget(threadId: string): void;
  /** Names the page's conversation: messages to another one are refused. Null for a new one. */
  setThread(threadId: string | null): void;
  /** ChatKit went to another thread. A request that it aborts with that goes on. */
  threadChanged(): void;
  /** Resolves when the server has answered all stops. */
  stops(): Promise<unknown>;
}

/** A streaming request under way. */
interface SentRequest {
  /** Its run, or its idempotency key until the server has named one. */
  id: string;
  /** Nothing is left to stop. */
  isOver: boolean;
  /** The conversation that it was sent to, and the one that it began. */
  threads: Set<string | null>;
}

/** An abort that comes within this time of a change of thread belongs to that change. */
const THREAD_CHANGE_MS = 60;

/**
 * ChatKit's way to the server (docs/decisions/0005 and 0007). Its first loads are answered from the page's
 * data. Its sends are ours: repeated under one idempotency key, followed on when a connection breaks, and
 * stopped when the user presses Stop. The client loses words without a word of its own when a send fails, so
 * a message that the server hasn't confirmed is handed back, with the reason.
 */
export function createChatKitFetch(handlers: ChatKitFetchHandlers): ChatKitFetch {
  let preloaded: ConversationData | undefined;
  const sendAction = createActionQueue();
  const files = createUploadedFiles();
  const pendingStops = new Set<Promise<void>>();
  let pageThread: string | null | undefined;
  let lastThreadChange = Number.NEGATIVE_INFINITY;

  const stop = (id: string) => {
    const stopping = stopTurn(id).finally(() => pendingStops.delete(stopping));
    pendingStops.add(stopping);
  };

  const isOnPage = (threads: Set<string | null>) =>
    pageThread === undefined ||
    threads.has(pageThread) ||
    [...threads].some((id) => id !== null && naming.isUnderWay(pathOf(id)));

  async function send(type: StreamingRequest["type"], request: ProtocolRequest, signal: AbortSignal) {
    const message = messageIn(request, files.byId);
    const sent: SentRequest = {
      id: randomId(),
      isOver: false,
      threads: new Set([request.params.thread_id ?? null]),
    };
    if (message && !isOnPage(sent.threads)) {
      return refuse("This conversation isn’t the one on the page, so nothing was sent.", message);
    }
    // The client aborts its signal at the end of every stream. It means Stop only while the body is read.
    const onAbort = () => {
      if (sent.isOver || performance.now() - lastThreadChange < THREAD_CHANGE_MS) return;
      sent.isOver = true;
      handlers.onStop();
      stop(sent.id);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    if (message) handlers.onSending(message);
    try {
      const opened = await openTurn({ type, params: request.params }, sent.id, signal);
      sent.id = opened.runId ?? sent.id;
      const { opening, problem } = message ? await confirmed(opened) : { opening: [], problem: undefined };
      if (problem !== undefined) {
        sent.isOver = true;
        return refuse(problem, message);
      }
      if (message) handlers.onConfirmed(message);
      return new Response(bodyOf(opened, opening, sent), { headers: EVENT_STREAM });
    } catch (error) {
      const wasStopped = signal.aborted;
      sent.isOver = true;
      if (wasStopped) throw error;
      return refuse(sentenceOf(error, NOT_SENT), message, error instanceof SignedOutError);
    }
  }

  /** A 4xx: the client takes the optimistic message away, and doesn't repeat the request. */
  function refuse(reason: string, lost?: SentMessage, isSignedOut = false): Response {
    handlers.onFailure({ message: reason, isSignedOut, ...(lost ? { lost } : {}) });
    return Response.json({ message: reason }, { status: 400 });
  }

  function bodyOf(
    opened: OpenTurn,
    opening: ThreadStreamEvent[],
    sent: SentRequest,
  ): ReadableStream<Uint8Array> {
    const rest = opened.events;
    return new ReadableStream({
      async pull(controller) {
        try {
          const next = opening.shift() ?? (await rest.next());
          const event = "type" in next ? next : next.done ? undefined : next.value;
          if (event) {
            if (event.type === "thread.created") sent.threads.add(event.thread.id);
            if (event.type === "error") sent.isOver = true;
            if (isOnPage(sent.threads)) handlers.onEvent(event);
            return controller.enqueue(encodeEvent(event));
          }
        } catch (error) {
          // The answer goes on without this page, so there is nothing to try again.
          if (!sent.isOver) {
            const message = sentenceOf(error, BROKEN_OFF);
            handlers.onFailure({ message, isSignedOut: error instanceof SignedOutError });
          }
        }
        sent.isOver = true;
        controller.close();
      },
    });
  }

  /** ChatKit shows a vote as given, whatever the server answers. */
  async function sendFeedback(url: string, init: RequestInit): Promise<Response> {
    const response = await fetchWithSecret(url, init).catch((error: unknown) =>
      Response.json({ message: NOT_RATED }, { status: error instanceof SignedOutError ? 401 : 503 }),
    );
    if (!response.ok) handlers.onFailure({ message: NOT_RATED, isSignedOut: response.status === 401 });
    return response;
  }

  return {
    async fetch(input, init = {}) {
      const url = input instanceof Request ? input.url : String(input);
      const request = parse(init.body);
      if (!request) return fetchWithSecret(url, init);
      const { thread_id: id } = request.params;
      if (request.type === "threads.get_by_id" && id) {
        const known = preloaded?.threadId === id ? preloaded : undefined;
        preloaded = undefined;
        return known ? Response.json(wireThread(known)) : loadWindow(id);
      }
      if (isStreaming(request.type)) {
        return send(request.type, request, init.signal ?? new AbortController().signal);
      }
      if (request.type === "threads.sync_custom_action") {
        const response = await sendAction(url, init);
        if (response.ok) handlers.onSyncAction();
        return response;
      }
      if (request.type === "attachments.create") return files.create(url, init);
      if (request.type === "items.feedback") return sendFeedback(url, init);
      return fetchWithSecret(url, init);
    },
    preload(data) {
      preloaded = data;
    },
    forget(threadId) {
      if (preloaded?.threadId === threadId) preloaded = undefined;
    },
    setThread(threadId) {
      pageThread = threadId;
    },
    threadChanged() {
      lastThreadChange = performance.now();
    },
    stops: () => Promise.allSettled(pendingStops),
  };
}

const STREAMING: Record<StreamingRequest["type"], true> = {
  "threads.create": true,
  "threads.add_user_message": true,
  "threads.add_client_tool_output": true,
  "threads.add_structured_input": true,
  "threads.retry_after_item": true,
  "threads.custom_action": true,
};

/** Other requests, those of newer clients too, get the server's own answer. */
const isStreaming = (type: string): type is StreamingRequest["type"] => Object.hasOwn(STREAMING, type);

const NOT_RATED = "Your rating could not be saved.";
const NOT_SENT = "The connection was lost before your message was stored. Please send it again.";
const BROKEN_OFF =
  "The connection was lost. The answer goes on, and will be here when the server is reached again.";

/** @param otherwise what a lost connection means */
function sentenceOf(error: unknown, otherwise: string): string {
  if (error instanceof SignedOutError) return "You have been signed out. Sign in again to send this.";
  if (error instanceof RequestRefused) return error.message;
  return otherwise;
}

function parse(body: BodyInit | null | undefined): ProtocolRequest | undefined {
  if (typeof body !== "string") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
