import { index, integer, pgTable } from "drizzle-orm/pg-core";

import { createdAt, instant, text } from "./columns.ts";
import { user, type UserRole } from "./users.ts";

/** A link that lets people sign up while `SIGN_UPS` is `invite`. */
export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    /** SHA-256 of the token in the link, hex. */
    tokenHash: text("token_hash").notNull().unique(),
    /** The only address that may use it. Null: any. */
    email: text("email"),
    role: text("role").$type<UserRole>().notNull().default("member"),
    maxUses: integer("max_uses").notNull().default(1),
    uses: integer("uses").notNull().default(0),
    expiresAt: instant("expires_at").notNull(),
    /** Null for the operator's command, and when the administrator's account is gone. */
    createdById: text("created_by_id").references(() => user.id, {
      onDelete: "set null",
      onUpdate: "cascade",
    }),
    revokedAt: instant("revoked_at"),
    createdAt: createdAt(),
  },
  (table) => [
    index("invitations_created_idx").on(table.createdAt, table.id),
    index("invitations_created_by_idx").on(table.createdById),
    index("invitations_expires_idx").on(table.expiresAt),
  ],
);

export type Invitation = typeof invitations.$inferSelect;
