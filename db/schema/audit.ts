import { index, pgTable } from "drizzle-orm/pg-core";

import { createdAt, json, text } from "./columns.ts";
import { user } from "./users.ts";

/**
 * What an operator or administrator has done. It names users by id only, and forgets them with their account: deleting an
 * account leaves nothing of it here.
 */
export const audit = pgTable(
  "audit",
  {
    id: text("id").primaryKey(),
    /** The administrator. Null for the operator's command, and when the account is gone. */
    actorId: text("actor_id").references(() => user.id, { onDelete: "set null", onUpdate: "cascade" }),
    via: text("via").$type<"command" | "page">().notNull(),
    /** Such as `user.delete`. */
    action: text("action").notNull(),
    /** The user that it was done to. Null when the account is gone. */
    userId: text("user_id").references(() => user.id, { onDelete: "set null", onUpdate: "cascade" }),
    /** What was done, without anything that tells who the user is. */
    detail: json("detail").$type<Record<string, string | number | boolean | null>>(),
    createdAt: createdAt(),
  },
  (table) => [
    index("audit_created_idx").on(table.createdAt, table.id),
    index("audit_actor_idx").on(table.actorId),
    index("audit_user_idx").on(table.userId),
  ],
);

export type AuditEntry = typeof audit.$inferSelect;
