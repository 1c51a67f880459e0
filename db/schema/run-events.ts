import { integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";

import { createdAt } from "./columns.ts";
import { runs } from "./runs.ts";

/** The event log of a run, in the order in which the client was sent it. */
export const runEvents = pgTable(
  "run_events",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade", onUpdate: "cascade" }),
    seq: integer("seq").notNull(),
    event: jsonb("event").$type<unknown>().notNull(),
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
);

export type RunEvent = typeof runEvents.$inferSelect;
