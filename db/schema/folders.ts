import { sql } from "drizzle-orm";
import { pgTable, unique, uniqueIndex } from "drizzle-orm/pg-core";

import { createdAt, text } from "./columns.ts";
import { user } from "./users.ts";

/** The colours that a folder can have. */
export const folderColors = ["gray", "red", "orange", "yellow", "green", "blue", "purple"] as const;
export type FolderColor = (typeof folderColors)[number];

/** A folder of a user's conversations. A conversation is in one folder at most. */
export const folders = pgTable(
  "folders",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    name: text("name").notNull(),
    color: text("color").$type<FolderColor>().notNull().default("gray"),
    /** What the assistant is told in the folder's conversations. */
    instructions: text("instructions"),
    createdAt: createdAt(),
  },
  (table) => [
    unique("folders_id_user_id_key").on(table.id, table.userId),
    uniqueIndex("folders_user_name_key").on(table.userId, sql`lower(name)`),
  ],
);

export type Folder = typeof folders.$inferSelect;
