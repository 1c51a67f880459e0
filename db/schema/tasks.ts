import { sql } from "drizzle-orm";
import { boolean, index, pgTable } from "drizzle-orm/pg-core";

import { createdAt, instant, text, updatedAt } from "./columns.ts";
import { user } from "./users.ts";

export const taskPriorities = ["low", "normal", "high"] as const;

/** A task of a user. */
export const tasks = pgTable(
  "tasks",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    title: text("title").notNull(),
    notes: text("notes"),
    priority: text("priority").$type<(typeof taskPriorities)[number]>().notNull().default("normal"),
    dueAt: instant("due_at"),
    /** False if the task is due on a day, not at a time. */
    dueHasTime: boolean("due_has_time").notNull().default(false),
    completedAt: instant("completed_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    // Open tasks by due date, tasks without one last.
    index("tasks_open_idx")
      .on(table.userId, sql`coalesce(due_at, 'infinity'::timestamptz)`, table.id)
      .where(sql`completed_at is null`),
    index("tasks_completed_idx")
      .on(table.userId, table.completedAt, table.id)
      .where(sql`completed_at is not null`),
    index("tasks_user_idx").on(table.userId),
  ],
);

export type Task = typeof tasks.$inferSelect;
export type TaskPriority = Task["priority"];
