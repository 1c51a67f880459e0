import { customType, timestamp } from "drizzle-orm/pg-core";

import { storableJson, storableText } from "../storable.ts";

/** Text of any origin, an id out of a URL included: see storable.ts for what PostgreSQL would refuse. */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: storableText,
});

/** JSON of any origin; give it its type with `$type`. */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: storableJson,
});

/**
 * A point in time at millisecond precision, the precision of a JavaScript Date: what is read from a row
 * compares equal to the row again, which keyset paging depends on.
 */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const createdAt = () => instant("created_at").notNull().defaultNow();
export const updatedAt = () => instant("updated_at").notNull().defaultNow();
