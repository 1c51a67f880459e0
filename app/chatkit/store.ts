import type { Attachment } from "./protocol/attachments.ts";
import type { ThreadItem } from "./protocol/items.ts";
import type { Page, ThreadMetadata } from "./protocol/threads.ts";

/** What an id is made for; the prefixes are chatkit-python's (`store.py`). */
export type StoreItemType =
  | "thread"
  | "message"
  | "tool_call"
  | "task"
  | "workflow"
  | "attachment"
  | "widget"
  | "structured_input"
  | "generated_image"
  | "sdk_hidden_context";

/** `after` is the id of the last record of the page before; `limit` is already capped by the caller. */
export interface PageRequest {
  limit: number;
  order: "asc" | "desc";
  after?: string | undefined;
}

/**
 * What the protocol needs of a database. Every call gets the caller's context, and an implementation
 * must treat records of another owner as absent.
 *
 * Loads and changes of absent records reject with `ChatKitError("not_found")`. A write has been
 * committed when its promise resolves: the server announces it to the client right after.
 */
export interface Store<Context> {
  generateId(type: StoreItemType, context: Context): string;

  loadThread(threadId: string, context: Context): Promise<ThreadMetadata>;
  /** Pages by `created_at`, ties by id. */
  loadThreads(
    page: PageRequest & { query?: string | undefined },
    context: Context,
  ): Promise<Page<ThreadMetadata>>;
  /** Creates the thread together with its first items, or neither. */
  createThread(thread: ThreadMetadata, items: ThreadItem[], context: Context): Promise<void>;
  /** Saves title, status, metadata and allowed image domains of a thread that exists. */
  saveThread(thread: ThreadMetadata, context: Context): Promise<void>;
  deleteThread(threadId: string, context: Context): Promise<void>;

  /** Finished items in the order in which they were first stored; hidden ones are included. */
  loadItems(threadId: string, page: PageRequest, context: Context): Promise<Page<ThreadItem>>;
  loadItem(threadId: string, itemId: string, context: Context): Promise<ThreadItem>;
  /** Adds the item, or replaces the one with this id in its place (a partial one that is now done, say). */
  saveItem(threadId: string, item: ThreadItem, context: Context): Promise<void>;
  /** Removing an item that is not there is not an error. */
  deleteItem(threadId: string, itemId: string, context: Context): Promise<void>;
  /** Removes everything that came after the item, at once, and returns the item. */
  deleteItemsAfter(threadId: string, itemId: string, context: Context): Promise<ThreadItem>;

  loadAttachment(attachmentId: string, context: Context): Promise<Attachment>;
  saveAttachment(attachment: Attachment, context: Context): Promise<void>;
  deleteAttachment(attachmentId: string, context: Context): Promise<void>;

  saveFeedback(
    threadId: string,
    itemIds: string[],
    kind: "positive" | "negative",
    context: Context,
  ): Promise<void>;
}
