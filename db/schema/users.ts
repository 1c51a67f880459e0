import { sql } from "drizzle-orm";
import { boolean, index, pgTable } from "drizzle-orm/pg-core";

import { createdAt, instant, text, updatedAt } from "./columns.ts";

/** What somebody may do: administrators see `/admin`. Guests are members with `isAnonymous`. */
export const userRoles = ["member", "admin"] as const;
export type UserRole = (typeof userRoles)[number];

/** The user table of better-auth with its anonymous and two-factor plugins, with better-auth's field names. */
export const user = pgTable(
  "user",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    email: text("email").notNull().unique(),
    emailVerified: boolean("email_verified").notNull().default(false),
    image: text("image"),
    isAnonymous: boolean("is_anonymous").default(false),
    twoFactorEnabled: boolean("two_factor_enabled").default(false),
    role: text("role").$type<UserRole>().notNull().default("member"),
    /** When the account was given up. It can't sign in any more, and its data is deleted in pieces. */
    deletedAt: instant("deleted_at"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (table) => [
    index("user_created_idx").on(table.createdAt, table.id),
    index("user_deleted_idx")
      .on(table.deletedAt)
      .where(sql`deleted_at is not null`),
  ],
);

export type User = typeof user.$inferSelect;
