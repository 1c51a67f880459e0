import type { Attachment } from "./protocol/attachments.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";
import type { Page, Thread, ThreadMetadata } from "./protocol/threads.ts";
import { isHidden } from "./transcript.ts";

/** What leaves the house: records without what is the server's own business. */

export function wireAttachment(attachment: Attachment): Attachment {
  const { metadata: _, ...rest } = attachment;
  return rest;
}

/** An item without its attachments' metadata. Hidden items must be left out by the caller. */
export function wireItem(item: ThreadItem): ThreadItem {
  if (item.type !== "user_message") return item;
  return { ...item, attachments: item.attachments.map(wireAttachment) };
}

/** Drops hidden items. `after` is made of what the client sees, and present when there is more. */
export function wireItems(page: Page<ThreadItem>): Page<ThreadItem> {
  const data = page.data.filter((item) => !isHidden(item)).map(wireItem);
  return withCursor(data, page.has_more);
}

/** A thread without the app's metadata; without items unless a page of them is given. */
export function wireThread(
  thread: ThreadMetadata,
  items: Page<ThreadItem> = { data: [], has_more: false },
): Thread {
  const { id, title, created_at, status, allowed_image_domains } = thread;
  return { id, title, created_at, status, allowed_image_domains, metadata: {}, items };
}

export function wireThreads(page: Page<ThreadMetadata>): Page<Thread> {
  return withCursor(
    page.data.map((thread) => wireThread(thread)),
    page.has_more,
  );
}

/**
 * The event as clients may see it, or undefined for one they must not: a hidden item, or the beginnings of
 * a client tool call, which would make ChatKit run the tool twice.
 */
export function wireEvent(event: ThreadStreamEvent): ThreadStreamEvent | undefined {
  switch (event.type) {
    case "thread.item.added":
      return isHidden(event.item) || event.item.type === "client_tool_call"
        ? undefined
        : { ...event, item: wireItem(event.item) };
    case "thread.item.done":
    case "thread.item.replaced":
      return isHidden(event.item) ? undefined : { ...event, item: wireItem(event.item) };
    default:
      return event;
  }
}

function withCursor<T extends { id: string }>(data: T[], hasMore: boolean): Page<T> {
  const after = hasMore ? data.at(-1)?.id : undefined;
  return after === undefined ? { data, has_more: hasMore } : { data, has_more: hasMore, after };
}
