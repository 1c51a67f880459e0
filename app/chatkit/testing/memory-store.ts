import { ChatKitError } from "../errors.ts";
import { toPage } from "../page.ts";
import type { Attachment } from "../protocol/attachments.ts";
import type { ThreadItem } from "../protocol/items.ts";
import type { Page, ThreadMetadata } from "../protocol/threads.ts";
import type { PageRequest, Store, StoreItemType } from "../store.ts";

export interface MemoryStore extends Store<{ userId: string }> {
  readonly feedback: { threadId: string; itemIds: string[]; kind: "positive" | "negative" }[];
  /** Each write, in order: `createThread thread_1`. */
  readonly writes: string[];
  /** All items of a thread, hidden ones included, oldest first. */
  itemsOf(threadId: string): ThreadItem[];
}

interface Entry {
  owner: string;
  thread: ThreadMetadata;
  items: ThreadItem[];
}

/**
 * A Store for tests. Ids count up (`message_1`, `message_2`). Records are copied when they are saved and loaded,
 * and a user's records are absent for other users, as in a database.
 */
export function createMemoryStore(): MemoryStore {
  const threads = new Map<string, Entry>();
  const attachments = new Map<string, { owner: string; attachment: Attachment }>();
  const counts = new Map<StoreItemType, number>();
  const feedback: MemoryStore["feedback"] = [];
  const writes: string[] = [];

  function entry(threadId: string, userId: string): Entry {
    const found = threads.get(threadId);
    if (found?.owner === userId) return found;
    throw new ChatKitError("not_found", "Conversation not found.");
  }

  function itemOf({ items }: Entry, itemId: string): ThreadItem {
    const found = items.find((item) => item.id === itemId);
    if (!found) throw new ChatKitError("not_found", "Message not found.");
    return found;
  }

  function ownAttachment(attachmentId: string, userId: string): Attachment {
    const found = attachments.get(attachmentId);
    if (found?.owner === userId) return found.attachment;
    throw new ChatKitError("not_found", "Attachment not found.");
  }

  return {
    feedback,
    writes,
    itemsOf: (threadId) => structuredClone(threads.get(threadId)?.items ?? []),
    generateId(type) {
      const count = (counts.get(type) ?? 0) + 1;
      counts.set(type, count);
      return `${type}_${count}`;
    },
    async loadThread(threadId, { userId }) {
      return structuredClone(entry(threadId, userId).thread);
    },
    async loadThreads({ query, ...request }, { userId }) {
      const own = [...threads.values()]
        .filter((found) => found.owner === userId)
        .map((found) => found.thread);
      const matching = query ? own.filter((thread) => thread.title?.includes(query)) : own;
      matching.sort((a, b) => compare(a.created_at, b.created_at) || compare(a.id, b.id));
      return page(matching, request);
    },
    async createThread(thread, items, { userId }) {
      writes.push(`createThread ${thread.id}`);
      threads.set(thread.id, structuredClone({ owner: userId, thread, items }));
    },
    async saveThread(thread, { userId }) {
      writes.push(`saveThread ${thread.id}`);
      entry(thread.id, userId).thread = structuredClone(thread);
    },
    async deleteThread(threadId, { userId }) {
      entry(threadId, userId);
      threads.delete(threadId);
    },
    async loadItems(threadId, request, { userId }) {
      return page(entry(threadId, userId).items, request);
    },
    async loadItem(threadId, itemId, { userId }) {
      return structuredClone(itemOf(entry(threadId, userId), itemId));
    },
    async saveItem(threadId, item, { userId }) {
      writes.push(`saveItem ${item.id}`);
      const found = entry(threadId, userId);
      const index = found.items.findIndex((candidate) => candidate.id === item.id);
      found.items.splice(index < 0 ? found.items.length : index, index < 0 ? 0 : 1, structuredClone(item));
    },
    async deleteItem(threadId, itemId, { userId }) {
      writes.push(`deleteItem ${itemId}`);
      const found = entry(threadId, userId);
      found.items = found.items.filter((item) => item.id !== itemId);
    },
    async deleteItemsAfter(threadId, itemId, { userId }) {
      writes.push(`deleteItemsAfter ${itemId}`);
      const found = entry(threadId, userId);
      const item = itemOf(found, itemId);
      found.items = found.items.slice(0, found.items.indexOf(item) + 1);
      return structuredClone(item);
    },
    async replaceItemsFrom(threadId, itemId, item, { userId }) {
      writes.push(`replaceItemsFrom ${itemId}`);
      const found = entry(threadId, userId);
      const place = found.items.indexOf(itemOf(found, itemId));
      found.items = [...found.items.slice(0, place), structuredClone(item)];
    },
    async loadAttachment(attachmentId, { userId }) {
      return structuredClone(ownAttachment(attachmentId, userId));
    },
    async saveAttachment(attachment, { userId }) {
      writes.push(`saveAttachment ${attachment.id}`);
      attachments.set(attachment.id, structuredClone({ owner: userId, attachment }));
    },
    async deleteAttachment(attachmentId, { userId }) {
      ownAttachment(attachmentId, userId);
      attachments.delete(attachmentId);
    },
    async saveFeedback(threadId, itemIds, kind, { userId }) {
      const found = entry(threadId, userId);
      for (const itemId of itemIds) itemOf(found, itemId);
      feedback.push({ threadId, itemIds, kind });
    },
  };
}

function page<T extends { id: string }>(ascending: T[], { limit, order, after }: PageRequest): Page<T> {
  const records = order === "asc" ? [...ascending] : ascending.toReversed();
  const position = after === undefined ? -1 : records.findIndex((record) => record.id === after);
  if (after !== undefined && position < 0) throw new ChatKitError("not_found", "Unknown cursor.");
  const data = structuredClone(records.slice(position + 1, position + 1 + limit));
  const hasMore = records.length > position + 1 + limit;
  return toPage(data, { hasMore });
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
