import { customType, timestamp } from "drizzle-orm/pg-core";

import { storableJson, storableText } from "#app/chatkit/sanitize.ts";

/** Text from any source, such as an id in a URL. PostgreSQL would reject NULs and lone surrogates. */
export const text = customType<{ data: string; driverData: string }>({
  dataType: () => "text",
  toDriver: storableText,
});

/** JSON from any source; `$type` sets its type. */
export const json = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: storableJson,
});

/**
 * A timestamp with the precision of a JavaScript Date. Keyset paging compares a value that was read with the
 * column again, so no digits may be lost.
 */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

export const createdAt = () => instant("created_at").notNull().defaultNow();
export const updatedAt = () => instant("updated_at").notNull().defaultNow();
