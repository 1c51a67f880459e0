import { sql } from "drizzle-orm";
import { foreignKey, index, integer, pgTable, primaryKey, unique } from "drizzle-orm/pg-core";

import { createdAt, instant, json, text } from "./columns.ts";
import { conversations } from "./conversations.ts";
import { user } from "./users.ts";

export const activeRunStatuses = ["queued", "running"] as const;

/** A turn of the assistant (docs/decisions/0004). `conversation_id` is null until a new conversation exists. */
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
    /** SHA-256 of the request body, hex. Identifies a repeat, if the client sends no idempotency key. */
    bodyHash: text("body_hash"),
    frameInstanceId: text("frame_instance_id"),
    /** `run_events.seq` of the last event when this row was written: with heartbeats, and at the end. */
    lastSeq: integer("last_seq").notNull().default(0),
    /** A `RunSnapshot`; of runs from before there were those, an array of the unfinished items after `last_seq`. */
    snapshot: json("snapshot").$type<unknown>(),
    /** The process that works on the run, as `host:pid`. */
    workerId: text("worker_id"),
    /** When the user's input was stored. */
    acceptedAt: instant("accepted_at"),
    stopRequestedAt: instant("stop_requested_at"),
    /** When the first response had been sent completely. */
    deliveredAt: instant("delivered_at"),
    heartbeatAt: instant("heartbeat_at"),
    createdAt: createdAt(),
    startedAt: instant("started_at"),
    endedAt: instant("ended_at"),
    /** The model that answered; `builtin` for the built-in engine. Null: nothing has answered yet. */
    model: text("model"),
    /** Tokens that the model's host counted. Null: none were reported. */
    inputTokens: integer("input_tokens"),
    outputTokens: integer("output_tokens"),
    /** A part of the output tokens. */
    reasoningTokens: integer("reasoning_tokens"),
    /** Why the run didn't end as `done`: an error's code, without its text. */
    endReason: text("end_reason"),
    /** When the transient events of its log were deleted. */
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
    // Counts the answers of a user that are under way.
    index("runs_active_user_idx")
      .on(table.userId)
      .where(sql`status in ('queued', 'running')`),
    // No index has `heartbeat_at`, `last_seq` or the snapshot, which change with each write: else each write would
    // go to all indexes.
    index("runs_uncompacted_idx")
      .on(table.endedAt)
      .where(sql`status = 'done' and compacted_at is null`),
    // The latest runs of all users, for the operator.
    index("runs_created_idx").on(table.createdAt, table.id),
    // Finds the repeated send of a client without idempotency keys.
    index("runs_user_body_idx").on(table.userId, table.bodyHash, table.createdAt),
  ],
);

/**
 * The event log of a run. `seq` is the order in which clients receive the events. A row has one event, or a list of
 * transient events that follow each other, and the number of the last (`db/queries/event-log.ts`).
 */
export const runEvents = pgTable(
  "run_events",
  {
    runId: text("run_id")
      .notNull()
      .references(() => runs.id, { onDelete: "cascade", onUpdate: "cascade" }),
    seq: integer("seq").notNull(),
    event: json("event").$type<unknown>().notNull(),
    // Tells by hand where an answer was slow: the app itself doesn't read it.
    createdAt: createdAt(),
  },
  (table) => [primaryKey({ columns: [table.runId, table.seq] })],
);

export type Run = typeof runs.$inferSelect;
export type RunStatus = Run["status"];
