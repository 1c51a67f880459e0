import { index, integer, pgTable } from "drizzle-orm/pg-core";

import type { AnswerEnd } from "#app/chatkit/protocol/items.ts";

import { createdAt, instant, json, text } from "./columns.ts";
import { conversations } from "./conversations.ts";
import { user } from "./users.ts";

/** A file of a shared message. Its bytes are those of the attachment with this id. */
export interface SharedFile {
  id: string;
  name: string;
  kind: "image" | "file";
}

/** A message of a shared conversation, as a reader sees it. */
export interface SharedMessage {
  role: "user" | "assistant";
  createdAt: string;
  /** Markdown, to continue with or to export. */
  text: string;
  /** The sanitised rendering; null shows the text. */
  html: string | null;
  /** The version of the renderer that made `html`. */
  htmlVersion?: number | null;
  /** Why this is only a part of an answer. */
  ended?: AnswerEnd;
  /** The web pages that the answer cites. */
  sources?: { title: string; url: string }[];
  /** Its attached files, if they are shared too. */
  files?: SharedFile[];
}

/** What a share shows: a copy, which later changes of the conversation don't reach. */
export interface ShareSnapshot {
  title: string;
  /** The sharer's name, if they chose to show it. */
  author: string | null;
  messages: SharedMessage[];
}

/** A read-only copy of a conversation at a public address. Revoking it deletes the row. */
export const shares = pgTable(
  "shares",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    conversationId: text("conversation_id")
      .notNull()
      .references(() => conversations.id, { onDelete: "cascade" }),
    snapshot: json("snapshot").$type<ShareSnapshot>().notNull(),
    views: integer("views").notNull().default(0),
    /** After this the share is not found. Null: until it is revoked. */
    expiresAt: instant("expires_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("shares_user_created_idx").on(table.userId, table.createdAt, table.id),
    index("shares_conversation_idx").on(table.conversationId),
    index("shares_expires_idx").on(table.expiresAt),
  ],
);

export type Share = typeof shares.$inferSelect;
