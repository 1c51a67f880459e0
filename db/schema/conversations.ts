import { sql } from "drizzle-orm";
import { boolean, index, integer, pgTable, unique } from "drizzle-orm/pg-core";

import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";

import { createdAt, instant, json, text, updatedAt } from "./columns.ts";
import { folders } from "./folders.ts";
import { user } from "./users.ts";

/** A ChatKit thread. */
export const conversations = pgTable(
  "conversations",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    title: text("title"),
    /** A generated title never replaces one of the user. */
    titleSource: text("title_source").$type<"auto" | "user">().notNull().default("auto"),
    status: json("status")
      .$type<ThreadMetadata["status"]>()
      .notNull()
      .default(sql`'{"type":"active"}'::jsonb`),
    allowedImageDomains: json("allowed_image_domains").$type<string[]>(),
    metadata: json("metadata")
      .$type<Record<string, unknown>>()
      .notNull()
      .default(sql`'{}'::jsonb`),
    /** The last assigned `messages.seq`. It only grows, so that a seq is never reused. */
    lastSeq: integer("last_seq").notNull().default(0),
    /** The title as search compares it; see `foldText`. Null until it is indexed. */
    searchTitle: text("search_title"),
    /** What the assistant is told in this conversation. */
    instructions: text("instructions"),
    folderId: text("folder_id").references(() => folders.id, { onDelete: "set null" }),
    pinnedAt: instant("pinned_at"),
    archivedAt: instant("archived_at"),
    /** A deleted conversation can be restored for 30 days. */
    deletedAt: instant("deleted_at"),
    /** A temporary conversation is neither listed nor searched, and is deleted after a day. */
    temporary: boolean("temporary").notNull().default(false),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    // Child tables reference both columns, so that their user_id always matches the conversation's.
    unique("conversations_id_user_id_key").on(table.id, table.userId),
    index("conversations_user_created_idx").on(table.userId, table.createdAt, table.id),
    index("conversations_user_updated_idx").on(table.userId, table.updatedAt, table.id),
    // What lists show. With the columns of its condition, counts by month need not read the rows.
    index("conversations_listed_idx")
      .on(table.userId, table.updatedAt, table.id)
      .where(sql`deleted_at is null and not temporary`),
    index("conversations_folder_idx")
      .on(table.folderId, table.updatedAt, table.id)
      .where(sql`folder_id is not null`),
    index("conversations_pinned_idx")
      .on(table.userId, table.pinnedAt)
      .where(sql`pinned_at is not null`),
    index("conversations_archived_idx")
      .on(table.userId, table.updatedAt, table.id)
      .where(sql`archived_at is not null`),
    index("conversations_user_deleted_idx")
      .on(table.userId, table.deletedAt, table.id)
      .where(sql`deleted_at is not null`),
    index("conversations_deleted_idx")
      .on(table.deletedAt)
      .where(sql`deleted_at is not null`),
    index("conversations_temporary_idx")
      .on(table.createdAt)
      .where(sql`temporary`),
    index("conversations_unindexed_idx")
      .on(table.id)
      .where(sql`search_title is null and title is not null`),
  ],
);

export type Conversation = typeof conversations.$inferSelect;
