import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable } from "drizzle-orm/pg-core";

import { createdAt, instant, text } from "./columns.ts";
import { conversations } from "./conversations.ts";
import { messages } from "./messages.ts";
import { user } from "./users.ts";

/**
 * A file that a user has uploaded, or an image that a model has made. The bytes are in the file storage, under
 * `storageKey`; copies of a conversation share them. When a row is deleted, for whatever reason, a trigger writes
 * its key to `deleted_files`.
 */
export const attachments = pgTable(
  "attachments",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    /** Null until the message with the attachment is sent. */
    conversationId: text("conversation_id"),
    messageId: text("message_id").references(() => messages.id, { onDelete: "cascade" }),
    origin: text("origin").$type<"upload" | "generated">().notNull().default("upload"),
    /** As ChatKit names it: an image has a preview. */
    kind: text("kind").$type<"file" | "image">().notNull(),
    name: text("name").notNull(),
    /** As found in the bytes, once they are there; before, as the client said. */
    mimeType: text("mime_type").notNull(),
    /** Bytes. Before they are there, as the client said. */
    size: integer("size").notNull(),
    storageKey: text("storage_key").notNull(),
    /** When all bytes were stored. */
    storedAt: instant("stored_at"),
    /** In pixels; images only. */
    width: integer("width"),
    height: integer("height"),
    /** What a model and the search read of the file. */
    text: text("text"),
    /** Why there is no text, or only a part of it, in words for the user. */
    textProblem: text("text_problem"),
    createdAt: createdAt(),
  },
  (table) => [
    foreignKey({
      name: "attachments_conversation_fk",
      columns: [table.conversationId, table.userId],
      foreignColumns: [conversations.id, conversations.userId],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    index("attachments_user_idx").on(table.userId, table.createdAt, table.id),
    index("attachments_conversation_idx").on(table.conversationId),
    index("attachments_message_idx").on(table.messageId),
    index("attachments_storage_key_idx").on(table.storageKey),
    index("attachments_unsent_idx")
      .on(table.createdAt)
      .where(sql`message_id is null`),
  ],
);

export type AttachmentRow = typeof attachments.$inferSelect;

/** Files whose attachment is gone. Housekeeping deletes the bytes, unless another attachment has them too. */
export const deletedFiles = pgTable("deleted_files", {
  storageKey: text("storage_key").primaryKey(),
  createdAt: createdAt(),
});
