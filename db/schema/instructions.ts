import { boolean, foreignKey, index, integer, pgTable, primaryKey } from "drizzle-orm/pg-core";

import { createdAt, text, updatedAt } from "./columns.ts";
import { conversations } from "./conversations.ts";
import { user } from "./users.ts";

const userId = () =>
  text("user_id")
    .notNull()
    .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" });

/** What a user tells the assistant for all conversations. Folders and conversations have instructions of their own. */
export const userInstructions = pgTable("user_instructions", {
  userId: userId().primaryKey(),
  /** What the assistant should know about the user. */
  about: text("about").notNull().default(""),
  /** How it should answer. */
  style: text("style").notNull().default(""),
  /** Whether the assistant may keep facts in `memories`, and reads them. */
  memory: boolean("memory").notNull().default(false),
  updatedAt: updatedAt(),
});

/** A fact that the assistant keeps about a user. */
export const memories = pgTable(
  "memories",
  {
    id: text("id").primaryKey(),
    userId: userId(),
    text: text("text").notNull(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [index("memories_user_idx").on(table.userId, table.createdAt, table.id)],
);

export type Memory = typeof memories.$inferSelect;

/** What a model has made of the turns of a conversation that are too long for it, up to and with the message `seq`. */
export const conversationSummaries = pgTable(
  "conversation_summaries",
  {
    conversationId: text("conversation_id").notNull(),
    userId: text("user_id").notNull(),
    seq: integer("seq").notNull(),
    text: text("text").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.conversationId, table.seq] }),
    foreignKey({
      name: "conversation_summaries_conversation_fk",
      columns: [table.conversationId, table.userId],
      foreignColumns: [conversations.id, conversations.userId],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
  ],
);
