import { boolean, pgTable } from "drizzle-orm/pg-core";

import { createdAt, text, updatedAt } from "./columns.ts";

/** The user table of better-auth and its anonymous plugin, with better-auth's field names. */
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
