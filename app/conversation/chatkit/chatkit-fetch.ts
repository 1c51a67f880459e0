import type { UserMessageContent } from "@openai/chatkit";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { StreamingRequest } from "#app/chatkit/protocol/requests.ts";
import { encodeEvent, EVENT_STREAM } from "#app/chatkit/sse.ts";
import { fetchWithSecret, SignedOutError } from "#app/shell/credentials.ts";
import { randomId } from "#app/ui/browser.ts";
import { openTurn, RequestRefused, stopTurn, type OpenTurn } from "../client/turns.ts";

/** As many items as a page's window has: ChatKit is never given a whole long conversation. */
const WINDOW = 40;

/** Words that the server doesn't have, and which ChatKit has taken out of its composer. */
export interface LostMessage {
  threadId: string | null;
  content: UserMessageContent[];
}

/** Why a request of ChatKit's came to nothing, for a notice beside it: the client says nothing itself. */
export interface Failure {
  message: string;
  /** The session has ended. */
  isSignedOut: boolean;
  /** What was to be sent; undefined where nothing was written. */
  lost?: LostMessage;
}

export interface ChatKitFetchHandlers {
  onEvent(event: ThreadStreamEvent): void;
  onFailure(failure: Failure): void;
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

interface ProtocolRequest {
  type: string;
  params: { thread_id?: string; input?: { content?: UserMessageContent[] } };
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
  const conversations = new Map<string, ConversationData>();
  const pendingStops = new Set<Promise<void>>();
  let pageThread: string | null | undefined;
  let lastThreadChange = Number.NEGATIVE_INFINITY;

  const stop = (id: string) => {
    const stopping = stopTurn(id).finally(() => pendingStops.delete(stopping));
    pendingStops.add(stopping);
  };

  async function send(request: ProtocolRequest, signal: AbortSignal): Promise<Response> {
    const message = messageIn(request);
    if (message && pageThread !== undefined && message.threadId !== pageThread) {
      return refuse("This conversation isn’t the one on the page, so nothing was sent.", message);
    }
    const key = randomId();
    const turn = { id: key, isOver: false };
    // The client aborts its signal at the end of every stream. It means Stop only while the body is read.
    const onAbort = () => {
      if (turn.isOver || performance.now() - lastThreadChange < THREAD_CHANGE_MS) return;
      turn.isOver = true;
      stop(turn.id);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      const opened = await openTurn(
        { type: streamingType(request.type), params: request.params },
        key,
        signal,
      );
      turn.id = opened.runId ?? key;
      const { opening, problem } = message ? await confirmed(opened) : { opening: [], problem: undefined };
      if (problem !== undefined) {
        turn.isOver = true;
        return refuse(problem, message);
      }
      return new Response(bodyOf(opened, opening, turn), { headers: EVENT_STREAM });
    } catch (error) {
      const wasStopped = signal.aborted;
      turn.isOver = true;
      if (wasStopped) throw error;
      return refuse(sentenceOf(error), message, error instanceof SignedOutError);
    }
  }

  /** A 4xx: the client takes the optimistic message away, and doesn't repeat the request. */
  function refuse(reason: string, lost?: LostMessage, isSignedOut = false): Response {
    handlers.onFailure({ message: reason, isSignedOut, ...(lost ? { lost } : {}) });
    return Response.json({ message: reason }, { status: 400 });
  }

  function bodyOf(
    opened: OpenTurn,
    opening: ThreadStreamEvent[],
    turn: { isOver: boolean },
  ): ReadableStream<Uint8Array> {
    const rest = opened.events;
    return new ReadableStream({
      async pull(controller) {
        try {
          const next = opening.shift() ?? (await rest.next());
          const event = "type" in next ? next : next.done ? undefined : next.value;
          if (event) {
            handlers.onEvent(event);
            return controller.enqueue(encodeEvent(event));
          }
        } catch (error) {
          // The answer goes on without this page, so there is nothing to try again.
          if (!turn.isOver)
            handlers.onFailure({ message: sentenceOf(error), isSignedOut: error instanceof SignedOutError });
        }
        turn.isOver = true;
        controller.close();
      },
    });
  }

  return {
    async fetch(input, init = {}) {
      const url = input instanceof Request ? input.url : String(input);
      const request = parse(init.body);
      if (!request) return fetchWithSecret(url, init);
      const { thread_id: id } = request.params;
      if (request.type === "threads.get_by_id" && id) {
        const known = conversations.get(id);
        conversations.delete(id);
        return known ? Response.json(wireThread(known)) : loadWindow(id);
      }
      const isSend = new Headers(init.headers).get("accept")?.includes("text/event-stream") ?? false;
      if (isSend) return send(request, init.signal ?? new AbortController().signal);
      const response = await fetchWithSecret(url, init);
      if (!response.ok && request.type === "items.feedback") {
        handlers.onFailure({
          message: "Your rating could not be saved.",
          isSignedOut: response.status === 401,
        });
      }
      return response;
    },
    preload(data) {
      if (data.threadId) conversations.set(data.threadId, data);
    },
    forget(threadId) {
      conversations.delete(threadId);
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

/** Reads on until the server has stored the message, or has said why not. */
async function confirmed({ events }: OpenTurn): Promise<{ opening: ThreadStreamEvent[]; problem?: string }> {
  const opening: ThreadStreamEvent[] = [];
  for (;;) {
    const { done, value: event } = await events.next();
    if (done) return { opening, problem: "Your message could not be stored. Please send it again." };
    if (event.type === "error")
      return { opening, problem: event.message ?? "Your message could not be stored." };
    opening.push(event);
    const isStored = event.type === "thread.item.done" && event.item.type === "user_message";
    if (isStored) return { opening };
  }
}

function messageIn({ type, params }: ProtocolRequest): LostMessage | undefined {
  if (type !== "threads.create" && type !== "threads.add_user_message") return undefined;
  return { threadId: params.thread_id ?? null, content: params.input?.content ?? [] };
}

const STREAMING: Record<StreamingRequest["type"], true> = {
  "threads.create": true,
  "threads.add_user_message": true,
  "threads.add_client_tool_output": true,
  "threads.add_structured_input": true,
  "threads.retry_after_item": true,
  "threads.custom_action": true,
};

function streamingType(type: string): StreamingRequest["type"] {
  const isStreaming = (name: string): name is StreamingRequest["type"] => Object.hasOwn(STREAMING, name);
  if (!isStreaming(type)) throw new RequestRefused(400, `There is no request ${type}.`);
  return type;
}

function sentenceOf(error: unknown): string {
  if (error instanceof SignedOutError) return "You have been signed out. Sign in again to send this.";
  if (error instanceof RequestRefused) return error.message;
  return "The connection was lost. The answer goes on, and will be here when the server is reached again.";
}

/** The newest window, oldest first and said to be all: earlier messages are read in the instant view. */
async function loadWindow(threadId: string): Promise<Response> {
  const [thread, items] = await Promise.all([
    fetchWithSecret(`/api/chatkit/threads/${threadId}`),
    fetchWithSecret(`/api/chatkit/threads/${threadId}/items?order=desc&limit=${WINDOW}`),
  ]);
  if (!thread.ok) return thread;
  if (!items.ok) return items;
  const head: object = await thread.json();
  const page: { data: ThreadItem[] } = await items.json();
  return Response.json({ ...head, items: { data: page.data.toReversed(), has_more: false } });
}

function wireThread(data: ConversationData): object {
  return {
    id: data.threadId,
    title: data.title ?? undefined,
    created_at: data.createdAt,
    status: data.status,
    items: { data: data.items, has_more: false },
  };
}

function parse(body: BodyInit | null | undefined): ProtocolRequest | undefined {
  if (typeof body !== "string") return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
