import { boolean, index, integer, pgTable } from "drizzle-orm/pg-core";

import { createdAt, instant, text, updatedAt } from "./columns.ts";
import { user } from "./users.ts";

/** The table of better-auth's API key plugin, with its names of export and fields. */
export const apikey = pgTable(
  "apikey",
  {
    id: text("id").primaryKey(),
    configId: text("config_id").notNull().default("default"),
    name: text("name"),
    /** The first characters, to recognise the key by. */
    start: text("start"),
    prefix: text("prefix"),
    /** A hash of the key, which is shown once. */
    key: text("key").notNull(),
    /** The user. */
    referenceId: text("reference_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    refillInterval: integer("refill_interval"),
    refillAmount: integer("refill_amount"),
    lastRefillAt: instant("last_refill_at"),
    enabled: boolean("enabled").default(true),
    rateLimitEnabled: boolean("rate_limit_enabled").default(true),
    /** In milliseconds. */
    rateLimitTimeWindow: integer("rate_limit_time_window"),
    rateLimitMax: integer("rate_limit_max"),
    requestCount: integer("request_count").default(0),
    remaining: integer("remaining"),
    lastRequest: instant("last_request"),
    expiresAt: instant("expires_at"),
    permissions: text("permissions"),
    metadata: text("metadata"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("apikey_key_idx").on(table.key),
    index("apikey_reference_idx").on(table.referenceId, table.createdAt, table.id),
  ],
);

export type ApiKey = typeof apikey.$inferSelect;
