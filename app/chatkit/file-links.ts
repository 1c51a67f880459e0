import type { Attachment } from "./protocol/attachments.ts";
import type { ThreadStreamEvent } from "./protocol/events.ts";
import type { ThreadItem } from "./protocol/items.ts";

/**
 * Stored items name files of the app by a reference. The address of such a file is signed and short-lived, so it is made
 * whenever an item is sent to a client, and never stored.
 */
const SCHEME = "attachment:";

export const fileReference = (id: string): string => `${SCHEME}${id}`;

/** The file's id; undefined for any other URL. */
export function idOfFileReference(url: string): string | undefined {
  return url.startsWith(SCHEME) ? url.slice(SCHEME.length) : undefined;
}

/** Makes the addresses of a user's files. */
export interface FileLinks {
  /** The picture, scaled down for the screen. */
  preview(id: string): string;
  /** The file as it was stored. */
  original(id: string): string;
  /** The same, to save. */
  download(id: string): string;
}

/** The attachment with the addresses of its file. One whose bytes aren't stored yet has none. */
export function attachmentWithLinks(attachment: Attachment, links: FileLinks): Attachment {
  if (attachment.upload_descriptor) return attachment;
  const linked = { ...attachment, download_url: links.download(attachment.id) };
  if (linked.type !== "image") return linked;
  const id = idOfFileReference(linked.preview_url);
  return id === undefined ? linked : { ...linked, preview_url: links.preview(id) };
}

/** The item with the addresses of its files, for a client. */
export function itemWithLinks(item: ThreadItem, links: FileLinks): ThreadItem {
  if (item.type === "user_message" && item.attachments.length > 0) {
    return { ...item, attachments: item.attachments.map((one) => attachmentWithLinks(one, links)) };
  }
  if (item.type === "generated_image" && item.image) {
    const id = idOfFileReference(item.image.url);
    return id === undefined ? item : { ...item, image: { ...item.image, url: links.original(id) } };
  }
  return item;
}

/** The event with the addresses of the files that its item has. */
export function eventWithLinks(event: ThreadStreamEvent, links: FileLinks): ThreadStreamEvent {
  switch (event.type) {
    case "thread.item.added":
    case "thread.item.done":
    case "thread.item.replaced":
      return { ...event, item: itemWithLinks(event.item, links) };
    default:
      return event;
  }
}
