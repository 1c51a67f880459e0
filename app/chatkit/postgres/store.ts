import { z } from "zod";
import { ChatKitError } from "../errors.ts";
import { newId } from "../ids.ts";
import { toPage } from "../page.ts";
import type { Attachment } from "../protocol/attachments.ts";
import type { ThreadItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import { storableJson } from "../sanitize.ts";
import type { PageRequest, Store, StoreItemType } from "../store.ts";
import { hasSqlState, type Row, type SqlClient, UNIQUE_VIOLATION } from "./client.ts";
import * as sql from "./statements.ts";

export interface PostgresStoreOptions<Context> {
  client: SqlClient;
  /** The user whose records a call may access: any text that is the same for the user each time. */
  owner: (context: Context) => string;
  /** Default: `newId`. */
  generateId?: ((type: StoreItemType, context: Context) => string) | undefined;
}

/**
 * A Store on PostgreSQL 13 or newer, with tables of its own (`POSTGRES_SCHEMA`). Every write is one statement: it is done
 * as a whole or not at all, also through a pool, and writes to one thread wait for each other.
 */
export function createPostgresStore<Context>({
  client,
  owner: ownerOf,
  generateId = newId,
}: PostgresStoreOptions<Context>): Store<Context> {
  const rowsOf = async (statement: string, values: unknown[]) => (await client.query(statement, values)).rows;

  /** The first row of what a statement gives; without one, the record is absent. */
  async function found(what: string, statement: string, values: unknown[]): Promise<Row> {
    const [row] = await rowsOf(statement, values).catch(asConflict);
    if (row) return row;
    throw new ChatKitError("not_found", `There is no such ${what}.`);
  }

  return {
    generateId,

    async loadThread(id, context) {
      return threadOf(await found("thread", sql.LOAD_THREAD, [id, ownerOf(context)]));
    },

    async loadThreads({ query, ...page }, context) {
      const owner = ownerOf(context);
      const { after = null, limit, order } = page;
      const rows = await rowsOf(sql.loadThreads(order), [owner, query || null, after, limit + 1]);
      // A cursor that is unknown has nothing after it.
      if (after !== null && rows.length === 0) await found("thread", sql.LOAD_THREAD, [after, owner]);
      return pageOf(rows.map(threadOf), page);
    },

    async createThread(thread, items, context) {
      const { id, created_at, title = null } = thread;
      const values = [id, ownerOf(context), created_at, title, storableJson(thread), storableJson(items)];
      await rowsOf(sql.CREATE_THREAD, values).catch(asConflict);
    },

    async saveThread(thread, context) {
      const { id, title = null } = thread;
      await found("thread", sql.SAVE_THREAD, [id, ownerOf(context), title, storableJson(thread)]);
    },

    async deleteThread(id, context) {
      await found("thread", sql.DELETE_THREAD, [id, ownerOf(context)]);
    },

    async loadItems(threadId, page, context) {
      const owner = ownerOf(context);
      const { after = null, limit, order } = page;
      const rows = await rowsOf(sql.loadItems(order), [threadId, owner, after, limit + 1]);
      if (rows.length === 0) {
        await found("thread", sql.LOAD_THREAD, [threadId, owner]);
        if (after !== null) await found("item", sql.LOAD_ITEM, [threadId, owner, after]);
      }
      return pageOf(rows.map(itemOf), page);
    },

    async loadItem(threadId, id, context) {
      return itemOf(await found("item", sql.LOAD_ITEM, [threadId, ownerOf(context), id]));
    },

    async saveItem(threadId, item, context) {
      await found("thread", sql.SAVE_ITEM, [threadId, ownerOf(context), item.id, storableJson(item)]);
    },

    async deleteItem(threadId, id, context) {
      await found("thread", sql.DELETE_ITEM, [threadId, ownerOf(context), id]);
    },

    async deleteItemsAfter(threadId, id, context) {
      return itemOf(await found("item", sql.DELETE_ITEMS_AFTER, [threadId, ownerOf(context), id]));
    },

    async replaceItemsFrom(threadId, id, item, context) {
      const values = [threadId, ownerOf(context), id, item.id, storableJson(item)];
      await found("item", sql.REPLACE_ITEMS_FROM, values);
    },

    async loadAttachment(id, context) {
      return attachmentOf(await found("attachment", sql.LOAD_ATTACHMENT, [id, ownerOf(context)]));
    },

    async saveAttachment(attachment, context) {
      await found("attachment", sql.SAVE_ATTACHMENT, [
        attachment.id,
        ownerOf(context),
        storableJson(attachment),
      ]);
    },

    async deleteAttachment(id, context) {
      await found("attachment", sql.DELETE_ATTACHMENT, [id, ownerOf(context)]);
    },

    async saveFeedback(threadId, itemIds, kind, context) {
      const ids = JSON.stringify([...new Set(itemIds)]);
      await found("item", sql.SAVE_FEEDBACK, [threadId, ownerOf(context), ids, kind]);
    },
  };
}

/** Records are what was saved: another version of the library may have saved them. */
const saved = <T>() => z.object({ data: z.custom<T>((data) => data instanceof Object) });
const [SavedThread, SavedItem, SavedAttachment] = [
  saved<ThreadMetadata>(),
  saved<ThreadItem>(),
  saved<Attachment>(),
];
const threadOf = (row: Row): ThreadMetadata => SavedThread.parse(row).data;
const itemOf = (row: Row): ThreadItem => SavedItem.parse(row).data;
const attachmentOf = (row: Row): Attachment => SavedAttachment.parse(row).data;

/** The page of records of which one more than its limit was asked for. */
function pageOf<T extends { id: string }>(records: T[], { limit }: PageRequest) {
  return toPage(records.slice(0, limit), { hasMore: records.length > limit });
}

function asConflict(error: unknown): never {
  if (!hasSqlState(error, UNIQUE_VIOLATION)) throw error;
  throw new ChatKitError("conflict", "This id is already used.", { cause: error });
}
