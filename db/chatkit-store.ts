import { ChatKitError } from "#app/chatkit/errors.ts";
import { toPage } from "#app/chatkit/page.ts";
import { ID_PREFIXES } from "#app/chatkit/ids.ts";
import type { Store } from "#app/chatkit/store.ts";

import { newId } from "./ids.ts";
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
import { addVersion, deleteMessage, putAsideAfter } from "./queries/message-branches.ts";
import { getMessage, MessageIdTakenError, upsertMessage } from "./queries/messages.ts";
import { userOfRun } from "./queries/runs.ts";
import { AttachmentNotFreeError } from "./queries/attachment-binding.ts";
import { deleteUnsent, getAttachment } from "./queries/attachments.ts";
import { toAttachment } from "./attachment-row.ts";
import { createMessageRenderer, type RenderItem } from "./message-renderer.ts";
import { toChanges, toThread } from "./thread-row.ts";
import type { Database } from "./types.ts";

/** The user whose records a call may access, and the run that makes the call. */
export interface ChatKitContext {
  /** The store changes it when a guest signs up during the run. */
  userId: string;
  runId?: string | undefined;
  /** A thread that the call creates is temporary. */
  temporary?: boolean | undefined;
}

export interface ChatKitStoreOptions {
  /** By default, only the text for search is stored; also when the rendering fails. */
  render?: RenderItem;
  /** Deletes the bytes of an attachment that was deleted. By default, housekeeping does it. */
  deleteFile?: (storageKey: string) => Promise<void>;
}

/**
 * The protocol's Store on the database, which has the shown version of each thread: items that a retry removes from it
 * stay in the database, as another version (docs/decisions/0012). If the context has a run, the transaction that stores the user's
 * message also ties the run to the thread.
 */
export function createChatKitStore(db: Database, options: ChatKitStoreOptions = {}): Store<ChatKitContext> {
  const { toMessage, storeLate } = createMessageRenderer(db, options.render);

  return {
    generateId: (type) => newId(ID_PREFIXES[type]),

    async loadThread(id, context) {
      return toThread(
        orNotFound(await asCurrentUser(context, (userId) => getConversation(db, { userId, id })), "thread"),
      );
    },

    async loadThreads({ query: q, ...page }, { userId }) {
      const list = () => listConversations(db, { userId, ...page, q });
      const found = orNotFound(await retryOnLostConnection(list), "thread");
      return toPage(found.rows.map(toThread), found);
    },

    async createThread(thread, items, { userId, runId, temporary = false }) {
      const conversation = {
        id: thread.id,
        createdAt: new Date(thread.created_at),
        temporary,
        ...toChanges(thread),
      };
      const rendered = await Promise.all(items.map((item) => toMessage(item, userId)));
      const messages = rendered.map(({ message }) => message);
      await retryOnLostConnection(async (attempt) => {
        // A lost attempt may have been committed, as a whole.
        if (attempt > 0 && (await getConversation(db, { userId, id: thread.id }))) return;
        await createConversation(db, { userId, conversation, messages, runId }).catch(asConflict);
      });
      for (const each of rendered) storeLate(each, { userId, conversationId: thread.id });
    },

    async saveThread(thread, context) {
      const { id } = thread;
      if (context.runId !== undefined) {
        const changes = toChanges(thread);
        const save = (userId: string) => saveConversationFromRun(db, { userId, id, changes });
        orNotFound(await asCurrentUser(context, save), "thread");
        return;
      }
      const { userId } = context;
      await db.transaction(async (tx) => {
        const before = orNotFound(await getConversation(tx, { userId, id }), "thread");
        const changes = toChanges(thread);
        // Outside of a run, only the user changes titles.
        const titleSource = changes.title === before.title ? before.titleSource : "user";
        await updateConversation(tx, { userId, id, changes: { ...changes, titleSource } });
      });
    },

    async deleteThread(id, { userId }) {
      if (!(await deleteConversation(db, { userId, id }))) throw notFound("thread");
    },

    async loadItems(conversationId, page, { userId }) {
      const list = () => listMessages(db, { userId, conversationId, ...page });
      const found = orNotFound(await retryOnLostConnection(list), "item");
      if (found.rows.length === 0)
        orNotFound(await getConversation(db, { userId, id: conversationId }), "thread");
      return toPage(
        found.rows.map((row) => row.item),
        found,
      );
    },

    async loadItem(conversationId, id, { userId }) {
      const load = () => getMessage(db, { userId, conversationId, id });
      return orNotFound(await retryOnLostConnection(load), "item").item;
    },

    async saveItem(conversationId, item, context) {
      const rendered = await toMessage(item, context.userId);
      const { message } = rendered;
      const { runId } = context;
      const save = (userId: string) => upsertMessage(db, { userId, conversationId, message, runId });
      if (await asCurrentUser(context, save).catch(asConflict)) {
        storeLate(rendered, { userId: context.userId, conversationId });
        return;
      }
      const load = (userId: string) => getConversation(db, { userId, id: conversationId });
      orNotFound(await asCurrentUser(context, load), "thread");
      throw interrupted();
    },

    async replaceItemsFrom(conversationId, id, item, context) {
      const rendered = await toMessage(item, context.userId);
      const { message } = rendered;
      const { runId } = context;
      const save = (userId: string) => addVersion(db, { userId, conversationId, id, message, runId });
      if (await asCurrentUser(context, save).catch(asConflict)) {
        storeLate(rendered, { userId: context.userId, conversationId });
        return;
      }
      const load = (userId: string) => getMessage(db, { userId, conversationId, id });
      orNotFound(await asCurrentUser(context, load), "item");
      throw interrupted();
    },

    async deleteItem(conversationId, id, { userId }) {
      if (await deleteMessage(db, { userId, conversationId, id })) return;
      orNotFound(await getConversation(db, { userId, id: conversationId }), "thread");
    },

    async deleteItemsAfter(conversationId, id, { userId }) {
      const putAside = () => putAsideAfter(db, { userId, conversationId, id });
      return orNotFound(await retryOnLostConnection(putAside), "item").item;
    },

    async loadAttachment(id, { userId }) {
      const load = () => getAttachment(db, { userId, id });
      return toAttachment(orNotFound(await retryOnLostConnection(load), "attachment"));
    },

    /** The handlers of attachments make the records, and a message takes its files with it when it is stored. */
    async saveAttachment({ id }, { userId }) {
      orNotFound(await getAttachment(db, { userId, id }), "attachment");
    },

    async deleteAttachment(id, { userId }) {
      const key = orNotFound(await deleteUnsent(db, { userId, id }), "attachment");
      await options.deleteFile?.(key);
    },

    async saveFeedback(conversationId, messageIds, kind, { userId }) {
      if (!(await saveFeedback(db, { userId, conversationId, messageIds, kind }))) throw notFound("item");
    },
  };

  /**
   * Runs `work` for the context's user. If it finds nothing and the run has a new user by now (a guest has
   * signed up), runs it for that user. `work` must be idempotent, because it is retried on a lost connection.
   */
  async function asCurrentUser<Value>(
    context: ChatKitContext,
    work: (userId: string) => Promise<Value | undefined>,
  ): Promise<Value | undefined> {
    // The run may change the context's user while `work` runs for the earlier one.
    const earlier = context.userId;
    const value = await retryOnLostConnection(() => work(earlier));
    if (value !== undefined || context.runId === undefined) return value;
    const userId = await userOfRun(db, context.runId);
    if (userId === undefined || userId === earlier) return undefined;
    context.userId = userId;
    return work(userId);
  }
}

function orNotFound<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw notFound(what);
  return value;
}

function interrupted(): ChatKitError {
  return new ChatKitError("conflict", "The answer was interrupted. What there was of it was kept.", {
    allowRetry: true,
  });
}

const notFound = (what: string) => new ChatKitError("not_found", `There is no such ${what}.`);

function asConflict(error: unknown): never {
  if (error instanceof AttachmentNotFreeError) {
    throw new ChatKitError("invalid_request", "A file of this message was sent before. Attach it again.", {
      cause: error,
    });
  }
  if (error instanceof MessageIdTakenError) {
    throw new ChatKitError("conflict", "This item id is already used.", { cause: error });
  }
  throw error;
}
