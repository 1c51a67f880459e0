import { index, pgTable } from "drizzle-orm/pg-core";

import { createdAt, text } from "./columns.ts";
import { user } from "./users.ts";

/** What happens to an account's security, as its owner sees it in the account page. */
export const securityEventKinds = [
  "signed_up",
  "signed_in",
  "sign_in_failed",
  "confirmation_failed",
  "session_revoked",
  "name_changed",
  "email_changed",
  "email_verified",
  "password_changed",
  "password_reset_requested",
  "password_reset",
  "passkey_added",
  "passkey_removed",
  "two_factor_on",
  "two_factor_off",
  "backup_codes_made",
  "exported",
  "api_key_made",
  "api_key_revoked",
] as const;
export type SecurityEventKind = (typeof securityEventKinds)[number];

export const securityEvents = pgTable(
  "security_events",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    kind: text("kind").$type<SecurityEventKind>().notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    /** What the kind alone doesn't say, such as the way of a sign-in. */
    detail: text("detail"),
    createdAt: createdAt(),
  },
  (table) => [
    index("security_events_user_idx").on(table.userId, table.createdAt, table.id),
    index("security_events_created_idx").on(table.createdAt),
  ],
);

export type SecurityEvent = typeof securityEvents.$inferSelect;
