import { sql } from "drizzle-orm";
import { boolean, foreignKey, index, integer, pgTable, unique } from "drizzle-orm/pg-core";

import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

import { createdAt, json, text } from "./columns.ts";
import { conversations } from "./conversations.ts";

/** A ChatKit thread item of any type. */
export const messages = pgTable(
  "messages",
  {
    id: text("id").primaryKey(),
    conversationId: text("conversation_id").notNull(),
    userId: text("user_id").notNull(),
    /** Position in the conversation, from `conversations.last_seq`. */
    seq: integer("seq").notNull(),
    type: text("type").$type<ThreadItem["type"]>().notNull(),
    state: text("state").$type<"done" | "streaming" | "interrupted">().notNull().default("done"),
    item: json("item").$type<ThreadItem>().notNull(),
    /**
     * The seq of the message that this one follows, 0 for the first one. Null: the message before it by seq. Messages
     * with the same one are versions of each other.
     */
    parentSeq: integer("parent_seq"),
    /** Whether the message is in the version of the conversation that is shown, and that the assistant reads. */
    active: boolean("active").notNull().default(true),
    /** The text that search looks through. */
    text: text("text").notNull().default(""),
    /** The text as search compares it; see `foldText`. Null until it is indexed. */
    searchText: text("search_text"),
    /** The sanitised rendering, and the version of the renderer that made it. */
    html: text("html"),
    htmlVersion: integer("html_version"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "messages_conversation_fk",
      columns: [table.conversationId, table.userId],
      foreignColumns: [conversations.id, conversations.userId],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    unique("messages_conversation_seq_key").on(table.conversationId, table.seq),
    index("messages_active_idx")
      .on(table.conversationId, table.seq)
      .where(sql`active`),
    index("messages_unindexed_idx")
      .on(table.id)
      .where(sql`search_text is null`),
    // The filters "with tasks" and "with files" of the history.
    index("messages_widgets_idx")
      .on(table.userId, table.conversationId)
      .where(sql`type = 'widget'`),
    index("messages_files_idx")
      .on(table.userId, table.conversationId)
      .where(sql`type = 'user_message' and item -> 'attachments' <> '[]'::jsonb`),
    // Search uses `messages_search_trgm_idx`, which the migration makes where PostgreSQL has the extensions for it.
  ],
);

export type Message = typeof messages.$inferSelect;
export type MessageState = Message["state"];
