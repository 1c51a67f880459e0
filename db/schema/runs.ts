import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, unique } from "drizzle-orm/pg-core";

import { createdAt, instant, json, text } from "./columns.ts";
import { conversations } from "./conversations.ts";
import { user } from "./users.ts";

export const activeRunStatuses = ["queued", "running"] as const;

/** One turn of the assistant. It has no conversation until the request that started it has made one. */
export const runs = pgTable(
  "runs",
  {
    id: text("id").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade", onUpdate: "cascade" }),
    conversationId: text("conversation_id"),
    /** The protocol request type that started it, e.g. `threads.create`. */
    kind: text("kind").notNull(),
    status: text("status")
      .$type<"queued" | "running" | "done" | "failed" | "cancelled" | "interrupted">()
      .notNull()
      .default("queued"),
    idempotencyKey: text("idempotency_key"),
    /** SHA-256 of the request body, hex: tells a repeat from a key that was used for something else. */
    bodyHash: text("body_hash"),
    frameInstanceId: text("frame_instance_id"),
    /** The last `run_events.seq` written. */
    lastSeq: integer("last_seq").notNull().default(0),
    snapshot: json("snapshot").$type<unknown>(),
    error: json("error").$type<unknown>(),
    /** The process that works on it. */
    owner: text("owner"),
    /** When the user's input was committed. */
    acceptedAt: instant("accepted_at"),
    stopRequestedAt: instant("stop_requested_at"),
    /** When the first response had been written to its end. */
    deliveredAt: instant("delivered_at"),
    heartbeatAt: instant("heartbeat_at"),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    /** When its event log was reduced to what a reload shows. */
    compactedAt: instant("compacted_at"),
  },
  (table) => [
    foreignKey({
      name: "runs_conversation_fk",
      columns: [table.conversationId, table.userId],
      foreignColumns: [conversations.id, conversations.userId],
    })
      .onDelete("cascade")
      .onUpdate("cascade"),
    unique("runs_user_idempotency_key").on(table.userId, table.idempotencyKey),
    index("runs_conversation_idx").on(table.conversationId, table.createdAt, table.id),
    index("runs_active_conversation_idx")
      .on(table.conversationId, table.createdAt)
      .where(sql`status in ('queued', 'running')`),
    index("runs_active_heartbeat_idx")
      .on(table.status, table.heartbeatAt)
      .where(sql`status in ('queued', 'running')`),
    index("runs_uncompacted_idx")
      .on(table.endedAt)
      .where(sql`status = 'done' and compacted_at is null`),
    // A client without idempotency keys repeats itself: same user, same frame, same body, lately.
    index("runs_user_body_idx").on(table.userId, table.bodyHash, table.createdAt),
  ],
);

export type Run = typeof runs.$inferSelect;
export type RunStatus = Run["status"];
