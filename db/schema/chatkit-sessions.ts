import { index, pgTable } from "drizzle-orm/pg-core";

import { session } from "./auth.ts";
import { createdAt, instant, text } from "./columns.ts";
import { user } from "./users.ts";

/** A client secret of `POST /api/chatkit/session`. It is deleted with the sign-in session it was made from. */
export const chatkitSessions = pgTable(
  "chatkit_sessions",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    sessionId: text("session_id")
      .notNull()
      .references(() => session.id, { onDelete: "cascade" }),
    /** SHA-256 of the secret, hex, so that a stolen database contains no usable secret. */
    secretHash: text("secret_hash").notNull().unique(),
    expiresAt: instant("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    index("chatkit_sessions_user_idx").on(table.userId),
    index("chatkit_sessions_session_idx").on(table.sessionId),
    index("chatkit_sessions_expires_idx").on(table.expiresAt),
  ],
);

export type ChatKitSession = typeof chatkitSessions.$inferSelect;
