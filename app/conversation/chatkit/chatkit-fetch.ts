import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { fetchWithSecret } from "#app/shell/credentials.ts";
import { stopTurn } from "../client/turns.ts";

/** As many items as a page's window has; ChatKit is never given a whole long conversation. */
const WINDOW = 40;
/**
 * A change of thread aborts the answer of the one before and tells of it right before the abort; what is
 * aborted without one within this time was stopped by somebody.
 */
const THREAD_CHANGE_MS = 60;
/** A repeat of a send that failed comes within ChatKit's own back-off. */
const REPEAT_MS = 60_000;

interface ProtocolRequest {
  type: string;
  params: { thread_id?: string };
}

export interface ChatKitFetch {
  fetch: typeof fetch;
  /** Answers the next loads of this conversation from what the page has. */
  preload(data: ConversationData): void;
  /** ChatKit changed its thread: an answer that it aborts now goes on. */
  threadChanged(): void;
  /** Whether ChatKit is in the page. What is aborted because it left goes on. */
  setPresent(isPresent: boolean): void;
}

/**
 * ChatKit's way to the server: its first loads are answered from what the page brought, its requests get a
 * client secret, and its sends an idempotency key and a stop that is told from leaving (design.md §6, §8).
 */
export function createChatKitFetch(): ChatKitFetch {
  const conversations = new Map<string, ConversationData>();
  const sends = createSendKeys();
  let lastThreadChange = Number.NEGATIVE_INFINITY;
  let present = true;

  const answerHere = (request: ProtocolRequest): Response | Promise<Response> | undefined => {
    const id = request.params.thread_id;
    if (request.type === "threads.get_by_id" && id) {
      const known = conversations.get(id);
      conversations.delete(id);
      return known ? Response.json(wireThread(known)) : loadWindow(id);
    }
    return undefined;
  };

  const stopped = (runId: () => string) => {
    const abortedAt = performance.now();
    setTimeout(() => {
      const isSwitch = Math.abs(lastThreadChange - abortedAt) < THREAD_CHANGE_MS;
      if (present && !isSwitch) void stopTurn(runId());
    }, THREAD_CHANGE_MS);
  };

  return {
    async fetch(input, init = {}) {
      const url = input instanceof Request ? input.url : String(input);
      const body = typeof init.body === "string" ? init.body : "";
      const request = parse(body);
      const here = request && answerHere(request);
      if (here) return here;

      const isSend = new Headers(init.headers).get("accept")?.includes("text/event-stream") ?? false;
      if (!isSend) return fetchWithSecret(url, init);
      const key = sends.keyOf(body);
      const headers = new Headers(init.headers);
      headers.set("idempotency-key", key);
      headers.set("x-chatkit-run-control", "explicit");
      // Until the headers have come, the run has no other name than its key.
      let runId = key;
      init.signal?.addEventListener("abort", () => stopped(() => runId), { once: true });
      const response = await fetchWithSecret(url, { ...init, headers });
      runId = response.headers.get("x-chatkit-run-id") ?? key;
      const delivered = response.ok && response.headers.get("content-type")?.startsWith("text/event-stream");
      if (delivered || (response.status >= 400 && response.status < 500)) sends.delivered(body);
      return response;
    },
    preload(data) {
      if (data.threadId) conversations.set(data.threadId, data);
    },
    threadChanged() {
      lastThreadChange = performance.now();
    },
    setPresent(isPresent) {
      present = isPresent;
    },
  };
}

/**
 * One key per logical send: the same body gets the same key again only while no stream has come of it.
 * Somebody who sends "List tasks" twice means it twice.
 */
function createSendKeys() {
  const open = new Map<string, { key: string; at: number }>();
  return {
    keyOf(body: string): string {
      const known = open.get(body);
      if (known && Date.now() - known.at < REPEAT_MS) return known.key;
      const key = crypto.randomUUID();
      open.set(body, { key, at: Date.now() });
      return key;
    },
    delivered(body: string): void {
      open.delete(body);
    },
  };
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
    status: { type: "active" },
    items: { data: data.items, has_more: false },
  };
}

function parse(body: string): ProtocolRequest | undefined {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
