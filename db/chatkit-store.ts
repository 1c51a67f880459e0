import { ChatKitError } from "#app/chatkit/errors.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Store, StoreItemType } from "#app/chatkit/store.ts";

import { newId } from "./ids.ts";
import { itemText } from "./item-text.ts";
import { retryOnLostConnection } from "./lost-connection.ts";
import { listConversations } from "./queries/conversation-lists.ts";
import {
  createConversation,
  deleteConversation,
  getConversation,
  saveConversationFromRun,
  updateConversation,
} from "./queries/conversations.ts";
import { saveFeedback } from "./queries/feedback.ts";
import { listMessages } from "./queries/message-lists.ts";
import type { NewMessage, Rendering } from "./queries/message-values.ts";
import {
  deleteMessage,
  deleteMessagesAfter,
  getMessage,
  MessageIdTakenError,
  upsertMessage,
} from "./queries/messages.ts";
import { toChanges, toPage, toThread } from "./thread-mapping.ts";
import { userOfRun } from "./queries/runs.ts";
import type { Database } from "./types.ts";

/**
 * Whose records a call may see, and the run on whose behalf it writes. The user of a run's context changes
 * when a guest becomes somebody while the run is under way.
 */
export interface ChatKitContext {
  userId: string;
  runId?: string | undefined;
}

export interface ChatKitStoreOptions {
  /** Makes what search reads and pages show of an item. Without it only the text for search is stored. */
  render?: (item: ThreadItem) => Promise<Rendering>;
}

/** chatkit-python's prefixes (`store.py`). */
const PREFIXES: Record<StoreItemType, string> = {
  thread: "thr",
  message: "msg",
  tool_call: "tc",
  task: "tsk",
  workflow: "wf",
  attachment: "atc",
  widget: "wid",
  structured_input: "si",
  generated_image: "img",
  sdk_hidden_context: "shcx",
};

/**
 * The protocol's store over our tables. A context with a run ties that run to the thread it writes to, in
 * the transaction that stores the user's message.
 */
export function createChatKitStore(db: Database, options: ChatKitStoreOptions = {}): Store<ChatKitContext> {
  const render = options.render ?? renderTextOnly;

  return {
    generateId: (type) => newId(PREFIXES[type]),

    async loadThread(id, context) {
      return toThread(
        found(await asCurrentUser(context, (userId) => getConversation(db, { userId, id })), "thread"),
      );
    },

    async loadThreads({ query: q, ...page }, { userId }) {
      const list = () => listConversations(db, { userId, ...page, q });
      const { rows, hasMore } = found(await retryOnLostConnection(list), "thread");
      return toPage(rows.map(toThread), hasMore);
    },

    async createThread(thread, items, { userId, runId }) {
      const conversation = { id: thread.id, createdAt: new Date(thread.created_at), ...toChanges(thread) };
      const messages = await Promise.all(items.map(toMessage));
      await createConversation(db, { userId, conversation, messages, runId });
    },

    async saveThread(thread, context) {
      const { id } = thread;
      if (context.runId !== undefined) {
        const changes = toChanges(thread);
        const save = (userId: string) => saveConversationFromRun(db, { userId, id, changes });
        found(await asCurrentUser(context, save), "thread");
        return;
      }
      const { userId } = context;
      await db.transaction(async (tx) => {
        const before = found(await getConversation(tx, { userId, id }), "thread");
        const changes = toChanges(thread);
        // Outside of a turn, it is the user who gives a new title.
        const titleSource = changes.title === before.title ? before.titleSource : "user";
        await updateConversation(tx, { userId, id, changes: { ...changes, titleSource } });
      });
    },

    async deleteThread(id, { userId }) {
      if (!(await deleteConversation(db, { userId, id }))) throw notFound("thread");
    },

    async loadItems(conversationId, page, { userId }) {
      const list = () => listMessages(db, { userId, conversationId, ...page });
      const { rows, hasMore } = found(await retryOnLostConnection(list), "item");
      if (rows.length === 0) found(await getConversation(db, { userId, id: conversationId }), "thread");
      return toPage(
        rows.map((row) => row.item),
        hasMore,
      );
    },

    async loadItem(conversationId, id, { userId }) {
      const load = () => getMessage(db, { userId, conversationId, id });
      return found(await retryOnLostConnection(load), "item").item;
    },

    async saveItem(conversationId, item, context) {
      const message = await toMessage(item);
      const { runId } = context;
      const save = (userId: string) => upsertMessage(db, { userId, conversationId, message, runId });
      if (await asCurrentUser(context, save).catch(asConflict)) return;
      const load = (userId: string) => getConversation(db, { userId, id: conversationId });
      found(await asCurrentUser(context, load), "thread");
      throw new ChatKitError("conflict", "The answer was interrupted. What there was of it was kept.", {
        allowRetry: true,
      });
    },

    async deleteItem(conversationId, id, { userId }) {
      if (await deleteMessage(db, { userId, conversationId, id })) return;
      found(await getConversation(db, { userId, id: conversationId }), "thread");
    },

    async deleteItemsAfter(conversationId, id, { userId }) {
      return found(await deleteMessagesAfter(db, { userId, conversationId, id }), "item").item;
    },

    // No table yet: nothing to find, and nowhere to put one.
    loadAttachment: () => Promise.reject(notFound("attachment")),
    saveAttachment: () =>
      Promise.reject(new ChatKitError("not_implemented", "Attachments can't be stored yet.")),
    deleteAttachment: () => Promise.reject(notFound("attachment")),

    async saveFeedback(conversationId, messageIds, kind, { userId }) {
      if (!(await saveFeedback(db, { userId, conversationId, messageIds, kind }))) throw notFound("item");
    },
  };

  /**
   * Does it again for the run's present user when the context's user has nothing there (any more). What is
   * done so may be done twice: an answer doesn't fail because of a connection that is lost at its end.
   */
  async function asCurrentUser<Value>(
    context: ChatKitContext,
    work: (userId: string) => Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    const value = await retryOnLostConnection(() => work(context.userId));
    if (value !== undefined || context.runId === undefined) return value;
    const userId = await userOfRun(db, context.runId);
    if (userId === undefined || userId === context.userId) return undefined;
    context.userId = userId;
    return work(userId);
  }

  async function toMessage(item: ThreadItem): Promise<NewMessage> {
    return { item, ...(await render(item)) };
  }
}

function renderTextOnly(item: ThreadItem): Promise<Rendering> {
  return Promise.resolve({ text: itemText(item), html: null, htmlVersion: null });
}

function found<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw notFound(what);
  return value;
}

function notFound(what: string): ChatKitError {
  return new ChatKitError("not_found", `There is no such ${what}.`);
}

function asConflict(error: unknown): never {
  if (error instanceof MessageIdTakenError) {
    throw new ChatKitError("conflict", "This item id is already used.", { cause: error });
  }
  throw error;
}
