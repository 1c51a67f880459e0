import type { ChatKitServerOptions } from "./deps.ts";
import { attachmentWithLinks, type FileLinks, itemWithLinks } from "./file-links.ts";
import { toPage } from "./page.ts";
import type { Attachment } from "./protocol/attachments.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";
import type { Page, Thread, ThreadMetadata } from "./protocol/threads.ts";
import { isHidden } from "./transcript.ts";

/** Records as clients may see them: without hidden items and the server's metadata. */

export function wireAttachment(attachment: Attachment, links?: FileLinks): Attachment {
  const { metadata: _, ...rest } = attachment;
  return links ? attachmentWithLinks(rest, links) : rest;
}

/**
 * An item without its attachments' metadata. The caller leaves out hidden items. Without `links`, it refers to files as
 * it is stored.
 */
export function wireItem(item: ThreadItem, links?: FileLinks): ThreadItem {
  const plain =
    item.type === "user_message"
      ? { ...item, attachments: item.attachments.map((attachment) => wireAttachment(attachment)) }
      : item;
  return links ? itemWithLinks(plain, links) : plain;
}

/** A page without hidden items. `after` is the last visible item, present when there is more. */
export function wireItems(page: Page<ThreadItem>, links?: FileLinks): Page<ThreadItem> {
  const data = page.data.filter((item) => !isHidden(item)).map((item) => wireItem(item, links));
  return toPage(data, { hasMore: page.has_more });
}

/** The server's options that threads are sent with. */
type ThreadOptions = Pick<ChatKitServerOptions<never>, "imageDomains">;

/** A thread without the app's metadata, with a page of items if given. */
export function wireThread(
  thread: ThreadMetadata,
  { imageDomains }: ThreadOptions,
  items: Page<ThreadItem> = { data: [], has_more: false },
): Thread {
  const { id, title, created_at, status } = thread;
  const allowed_image_domains = thread.allowed_image_domains ?? (imageDomains && [...imageDomains]);
  return { id, title, created_at, status, allowed_image_domains, metadata: {}, items };
}

export function wireThreads(page: Page<ThreadMetadata>, options: ThreadOptions): Page<Thread> {
  return toPage(
    page.data.map((thread) => wireThread(thread, options)),
    { hasMore: page.has_more },
  );
}

/**
 * The event as clients may see it. Undefined for hidden items, and for `thread.item.added` of a client tool
 * call, which would make ChatKit run the tool twice.
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
