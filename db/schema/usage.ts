import { bigint, date, index, integer, pgTable, primaryKey } from "drizzle-orm/pg-core";

import { instant, text } from "./columns.ts";
import { user } from "./users.ts";

/** Counters in fixed windows. All processes count together. */
export const limits = pgTable(
  "limits",
  {
    /** The limit's name and whom it counts, such as `minute:<user id>`. */
    key: text("key").primaryKey(),
    points: integer("points").notNull(),
    expire: instant("expire"),
  },
  (table) => [index("limits_expire_idx").on(table.expire)],
);

const total = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/**
 * What a user's answers of a day have cost. It stays when conversations, and their runs, are deleted; else deleting
 * would give back what the day's limit has counted.
 */
export const usageDays = pgTable(
  "usage_days",
  {
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    /** In UTC. */
    day: date("day", { mode: "string" }).notNull(),
    /** The model's name; `builtin` for the built-in engine. */
    model: text("model").notNull(),
    turns: integer("turns").notNull().default(0),
    failed: integer("failed").notNull().default(0),
    inputTokens: total("input_tokens"),
    outputTokens: total("output_tokens"),
    /** A part of the output tokens. */
    reasoningTokens: total("reasoning_tokens"),
    durationMs: total("duration_ms"),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.day, table.model] }),
    index("usage_days_day_idx").on(table.day),
  ],
);

export type UsageDay = typeof usageDays.$inferSelect;
