import { boolean, pgTable } from "drizzle-orm/pg-core";

import { createdAt, text, updatedAt } from "./columns.ts";

/** better-auth's user, with the anonymous plugin's flag. Field names are better-auth's. */
export const user = pgTable("user", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  isAnonymous: boolean("is_anonymous").default(false),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

export type User = typeof user.$inferSelect;
