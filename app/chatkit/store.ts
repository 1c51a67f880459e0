import type { Attachment } from "./protocol/attachments.ts";
import type { ThreadItem } from "./protocol/items.ts";
import type { Page, ThreadMetadata } from "./protocol/threads.ts";

/** The kind of record that an id is for (chatkit-python `store.py`). */
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

/** `after` is the id of the last record of the previous page; the caller has capped `limit`. */
export interface PageRequest {
  limit: number;
  order: "asc" | "desc";
  after?: string | undefined;
}

/**
 * What the server needs of a database. Every call gets the caller's context. An implementation treats
 * records of another user as absent. `testing/store-contract.ts` tests an implementation.
 *
 * Loading, changing or deleting an absent record rejects with `ChatKitError("not_found")`. When the promise of
 * a write resolves, the write has been committed: the server announces it to the client right after.
 */
export interface Store<Context> {
  generateId(type: StoreItemType, context: Context): string;

  loadThread(threadId: string, context: Context): Promise<ThreadMetadata>;
  /** Ordered by `created_at`, then by id. */
  loadThreads(
    page: PageRequest & { query?: string | undefined },
    context: Context,
  ): Promise<Page<ThreadMetadata>>;
  /** Creates the thread and its first items in one step. */
  createThread(thread: ThreadMetadata, items: ThreadItem[], context: Context): Promise<void>;
  /** Saves title, status, metadata and allowed image domains of an existing thread. */
  saveThread(thread: ThreadMetadata, context: Context): Promise<void>;
  /** Saves a title that the user has given. A store may do that in one step; else the server loads and saves the thread. */
  renameThread?(threadId: string, title: string, context: Context): Promise<ThreadMetadata>;
  deleteThread(threadId: string, context: Context): Promise<void>;

  /** Finished items in the order in which they were first stored; hidden ones are included. */
  loadItems(threadId: string, page: PageRequest, context: Context): Promise<Page<ThreadItem>>;
  loadItem(threadId: string, itemId: string, context: Context): Promise<ThreadItem>;
  /** Adds the item, or replaces the one with the same id in its place: a partial item that is now finished. */
  saveItem(threadId: string, item: ThreadItem, context: Context): Promise<void>;
  /** Resolves also when the item is absent. */
  deleteItem(threadId: string, itemId: string, context: Context): Promise<void>;
  /** Removes all items after the item in one step and returns the item. */
  deleteItemsAfter(threadId: string, itemId: string, context: Context): Promise<ThreadItem>;
  /** Removes the item and all items after it, and adds `item` at the end, in one step. */
  replaceItemsFrom(threadId: string, itemId: string, item: ThreadItem, context: Context): Promise<void>;

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
