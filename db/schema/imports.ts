import { sql } from "drizzle-orm";
import { index, integer, pgTable, uniqueIndex } from "drizzle-orm/pg-core";

import { createdAt, json, text, updatedAt } from "./columns.ts";
import { user } from "./users.ts";

/** What became of the conversations of a file. The lists may be shorter than the counts. */
export interface ImportReport {
  created: number;
  /** They were deleted, and are back. */
  restored: number;
  /** They were there already, and stay as they are. */
  present: number;
  skippedCount: number;
  imported: { id: string; title: string }[];
  skipped: { title: string; reason: string }[];
}

/** How an import has ended. */
export type ImportOutcome =
  | { kind: "done"; report: ImportReport }
  /** With a sentence for the user. */
  | { kind: "refused"; message: string }
  /** Its process has gone away, or the guest has become a member. */
  | { kind: "interrupted" };

/**
 * The imports of conversations: how far each is, and how it has ended. The process that received the file does the
 * import; any process can show it.
 */
export const imports = pgTable(
  "imports",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    /** Conversations of the file that have been read. */
    done: integer("done").notNull().default(0),
    /** Conversations in the file. 0 until they are counted. */
    total: integer("total").notNull().default(0),
    /** Null while it runs. */
    outcome: json("outcome").$type<ImportOutcome>(),
    createdAt: createdAt(),
    /** The last sign of life of the process, and then the end. */
    updatedAt: updatedAt(),
  },
  (table) => [
    index("imports_user_created_idx").on(table.userId, table.createdAt, table.id),
    // A user has one import at a time, whatever the process.
    uniqueIndex("imports_running_key")
      .on(table.userId)
      .where(sql`outcome is null`),
    index("imports_updated_idx").on(table.updatedAt),
  ],
);
