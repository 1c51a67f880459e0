import { timestamp } from "drizzle-orm/pg-core";

/**
 * A point in time at millisecond precision, the precision of a JavaScript Date: what is read from a row
 * compares equal to the row again, which keyset paging depends on.
 */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const createdAt = () => instant("created_at").notNull().defaultNow();
export const updatedAt = () => instant("updated_at").notNull().defaultNow();

