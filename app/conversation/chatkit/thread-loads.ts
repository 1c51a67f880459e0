import type { ConversationData } from "#app/chat/conversation-data.ts";
import { withEnd } from "#app/chatkit/answer-end.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { fetchWithSecret } from "#app/shell/credentials.ts";

/** As many items as a page's window has: ChatKit is never given a whole long conversation. */
const WINDOW = 40;

/** The newest window, oldest first and said to be all: earlier messages are read in the instant view. */
export async function loadWindow(threadId: string): Promise<Response> {
  const [thread, items] = await Promise.all([
    fetchWithSecret(`/api/chatkit/threads/${threadId}`),
    fetchWithSecret(`/api/chatkit/threads/${threadId}/items?order=desc&limit=${WINDOW}`),
  ]);
  if (!thread.ok) return thread;
  if (!items.ok) return items;
  const head: object = await thread.json();
  const page: { data: ThreadItem[] } = await items.json();
  return Response.json({ ...head, items: { data: page.data.toReversed().map(withEnd), has_more: false } });
}

/** A page's data as the answer to `threads.get_by_id`. */
export function wireThread(data: ConversationData): object {
  return {
    id: data.threadId,
    title: data.title ?? undefined,
    created_at: data.createdAt,
    status: data.status,
    allowed_image_domains: data.imageDomains,
    items: { data: data.items.map(withEnd), has_more: false },
  };
}
