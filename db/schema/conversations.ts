import { sql } from "drizzle-orm";
import { index, integer, pgTable, unique } from "drizzle-orm/pg-core";

import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";

import { createdAt, instant, json, text, updatedAt } from "./columns.ts";
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
    pinnedAt: instant("pinned_at"),
    archivedAt: instant("archived_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    // Child tables reference both columns, so that their user_id always matches the conversation's.
    unique("conversations_id_user_id_key").on(table.id, table.userId),
    index("conversations_user_created_idx").on(table.userId, table.createdAt, table.id),
    index("conversations_user_updated_idx").on(table.userId, table.updatedAt, table.id),
  ],
);

export type Conversation = typeof conversations.$inferSelect;
