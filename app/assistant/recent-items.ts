import type { ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { ChatContext } from "./context.ts";

/** Number of items to load: more than the last turn has. */
const LOOK_BACK = 20;

/** The items before the message, or the newest ones of the thread; newest first. */
export async function recentItems(
  store: Store<ChatContext>,
  { threadId, before }: { threadId: string; before: UserMessageItem | null },
  context: ChatContext,
): Promise<ThreadItem[]> {
  const page = { limit: LOOK_BACK, order: "desc", after: before?.id } as const;
  return (await store.loadItems(threadId, page, context)).data;
}
