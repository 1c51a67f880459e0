import { integer, pgTable, primaryKey } from "drizzle-orm/pg-core";

import { createdAt, json, text } from "./columns.ts";
import { runs } from "./runs.ts";

/** The event log of a run, in the order in which the client was sent it. */
export const runEvents = pgTable(
  "run_events",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade", onUpdate: "cascade" }),
    seq: integer("seq").notNull(),
    event: json("event").$type<unknown>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
);

export type RunEvent = typeof runEvents.$inferSelect;
