import { sql } from "drizzle-orm";
import { boolean, doublePrecision, foreignKey, index, integer, pgTable, unique } from "drizzle-orm/pg-core";

import { createdAt, instant, json, text, updatedAt } from "./columns.ts";
import { user } from "./users.ts";

/** From the lowest to the highest; Todoist's p4 to p1. */
export const taskPriorities = ["low", "normal", "high", "urgent"] as const;

/** How a task repeats: completing it creates the next one. */
export interface Recurrence {
  /** A recurrence rule of RFC 5545 without its start, such as `FREQ=WEEKLY;BYDAY=MO`. */
  rule: string;
  /** The IANA time zone in which the rule counts days. */
  timeZone: string;
  /** Whether the next due date is counted from the last one, or from the completion ("every! 3 days"). */
  from: "due" | "completion";
}

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
    durationMinutes: integer("duration_minutes"),
    /** The name of the list that it is in; null for the inbox. Names are compared without case. */
    list: text("list"),
    /** In lower case. */
    tags: text("tags")
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** The order among tasks with the same due date, where the user has chosen one. */
    position: doublePrecision("position").notNull().default(0),
    recurrence: json("recurrence").$type<Recurrence>(),
    /** Minutes before the task is due at which the user wants to be reminded; null for no reminder. */
    remindMinutes: integer("remind_minutes"),
    /** The task of which this is a subtask. A subtask has no subtasks. */
    parentId: text("parent_id"),
    completedAt: instant("completed_at"),
    /** A deleted task can be restored for 30 days. */
    deletedAt: instant("deleted_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    unique("tasks_id_user_key").on(table.id, table.userId),
    foreignKey({
      name: "tasks_parent_fk",
      columns: [table.parentId, table.userId],
      foreignColumns: [table.id, table.userId],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    // Open tasks by due date, tasks without one last.
    index("tasks_open_idx")
      .on(table.userId, sql`coalesce(due_at, 'infinity'::timestamptz)`, table.id)
      .where(sql`completed_at is null and deleted_at is null`),
    index("tasks_completed_idx")
      .on(table.userId, table.completedAt, table.id)
      .where(sql`completed_at is not null and deleted_at is null`),
    index("tasks_user_idx").on(table.userId),
    index("tasks_parent_idx")
      .on(table.parentId)
      .where(sql`parent_id is not null`),
    index("tasks_deleted_idx")
      .on(table.deletedAt)
      .where(sql`deleted_at is not null`),
  ],
);

export type Task = typeof tasks.$inferSelect;
export type TaskPriority = Task["priority"];

/** The columns of a task that operations change and undo restores. */
export type TaskValues = Omit<Task, "id" | "userId" | "createdAt" | "updatedAt">;

/** The values of a task as JSON, with dates as ISO 8601. */
type StoredValues = Record<string, unknown>;

/** What an operation did to one task. */
export interface TaskDiff {
  id: string;
  /** The values before it of what changed; null for a task that it created. */
  before: StoredValues | null;
}

/** The log of what a user's operations did, from which they are undone. */
export const taskChanges = pgTable(
  "task_changes",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    /** What was done, as the user reads it: "Completed “Buy milk”". */
    summary: text("summary").notNull(),
    diffs: json("diffs").$type<TaskDiff[]>().notNull(),
    undoneAt: instant("undone_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("task_changes_user_idx").on(table.userId, table.createdAt, table.id),
    index("task_changes_created_idx").on(table.createdAt),
  ],
);

export type TaskChange = typeof taskChanges.$inferSelect;

/** The secret address under which a user's calendar app reads the tasks. */
export const taskFeeds = pgTable("task_feeds", {
  userId: text("user_id")
    .primaryKey()
    .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
  /** SHA-256 of the secret, hex, so that a stolen database contains no usable address. */
  secretHash: text("secret_hash").notNull().unique(),
  createdAt: createdAt(),
});
