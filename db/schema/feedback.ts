import { foreignKey, index, pgTable } from "drizzle-orm/pg-core";

import { createdAt, text, updatedAt } from "./columns.ts";
import { conversations } from "./conversations.ts";
import { messages } from "./messages.ts";

/** Thumbs up or down. An item has one; a later one replaces it. */
export const feedback = pgTable(
  "feedback",
  {
    messageId: text("message_id")
      .primaryKey()
      .references(() => messages.id, { onDelete: "cascade", onUpdate: "cascade" }),
    conversationId: text("conversation_id").notNull(),
    userId: text("user_id").notNull(),
    kind: text("kind").$type<"positive" | "negative">().notNull(),
    // For evaluations of answers by hand: the app itself reads neither time.
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    foreignKey({
      name: "feedback_conversation_fk",
      columns: [table.conversationId, table.userId],
      foreignColumns: [conversations.id, conversations.userId],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    index("feedback_conversation_idx").on(table.conversationId),
  ],
);

export type Feedback = typeof feedback.$inferSelect;
