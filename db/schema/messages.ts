import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, unique } from "drizzle-orm/pg-core";

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
    /** The text that search looks through. */
    text: text("text").notNull().default(""),
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
    // The user id is indexed as a lexeme ("@<user id>"), so that a search reads only the postings of its user.
    // The text parser never makes a lexeme with a leading @.
    index("messages_search_idx").using(
      "gin",
      sql`(to_tsvector('simple', "text") || array_to_tsvector(array['@' || "user_id"]))`,
    ),
  ],
);

export type Message = typeof messages.$inferSelect;
export type MessageState = Message["state"];
