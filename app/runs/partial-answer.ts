import { setImmediate } from "node:timers/promises";
import { newId } from "#db/ids.ts";
import { markInterrupted, upsertMessage } from "#db/queries/messages.ts";
import type { Run } from "#db/schema/index.ts";
import type { Database, Tx } from "#db/types.ts";
import { END_NOTES } from "#app/chatkit/answer-end.ts";
import type { ErrorEvent, ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import { PendingItems } from "#app/chatkit/pending-items.ts";
import { runEventsAfter } from "#db/queries/runs.ts";
import type { RunSnapshot } from "#db/queries/run-progress.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { LiveRun } from "./live-run.ts";

/**
 * The last event of a run that was interrupted because its process died or stopped.
 *
 * @param run.begun false if the run has no events; then the user's message isn't stored either
 */
export function interruptedEvent({ begun }: { begun: boolean }): ErrorEvent {
  return {
    type: "error",
    code: "custom",
    message: begun
      ? "The answer was interrupted. What there is of it was kept."
      : "The answer was interrupted before it began. Please send your message again.",
    allow_retry: true,
  };
}

/** The last written snapshot of a run. */
export function snapshotOf({ snapshot, lastSeq }: Pick<Run, "snapshot" | "lastSeq">): RunSnapshot {
  // An earlier version of the app has written the items alone, with each event.
  if (Array.isArray(snapshot)) return { seq: lastSeq, items: snapshot.filter(isItem) };
  if (typeof snapshot !== "object" || snapshot === null) return { seq: 0, items: [] };
  const seq = "seq" in snapshot && typeof snapshot.seq === "number" ? snapshot.seq : 0;
  const items: unknown = "items" in snapshot ? snapshot.items : [];
  return { seq, items: Array.isArray(items) ? items.filter(isItem) : [] };
}

/** Events that are applied at once, before others have their turn. */
const MOST_AT_ONCE = 1_000;

/** What was unfinished when the run was last written: its snapshot, with what was logged since then. */
export async function writtenSnapshot(
  db: Database | Tx,
  run: Pick<Run, "id" | "userId" | "snapshot" | "lastSeq">,
): Promise<RunSnapshot> {
  const { seq, items } = snapshotOf(run);
  const pending = new PendingItems(items);
  let last = seq;
  let applied = 0;
  const { userId, id } = run;
  for await (const logged of runEventsAfter(db, { userId, id, after: seq })) {
    // The log holds what this server has written, which was typed then.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    pending.apply(logged.event as ThreadStreamEvent);
    last = logged.seq;
    applied += 1;
    if (applied % MOST_AT_ONCE === 0) await setImmediate();
  }
  return { seq: last, items: pending.items };
}

// A shallow check is enough: only the run writer writes snapshots, from typed items.
function isItem(item: unknown): item is ThreadItem {
  return typeof item === "object" && item !== null && "type" in item && "id" in item;
}

/**
 * Stores the last written text of a dead run as an interrupted message. It has no rendering; the first page
 * that shows the message makes one.
 */
export async function keepPartialAnswer(tx: Tx, run: Run): Promise<void> {
  if (!run.conversationId) return;
  for (const item of (await writtenSnapshot(tx, run)).items) {
    if (item.type !== "assistant_message") continue;
    const text = item.content.map((part) => part.text).join("\n\n");
    if (text.trim() === "") continue;
    await upsertMessage(tx, {
      userId: run.userId,
      conversationId: run.conversationId,
      message: {
        item: { ...item, ended: "interrupted" },
        state: "interrupted",
        text,
        html: null,
        htmlVersion: null,
      },
    });
    await upsertMessage(tx, {
      userId: run.userId,
      conversationId: run.conversationId,
      message: { item: noteFor(item), text: "", html: null, htmlVersion: null },
    });
  }
}

/** Tells the model that its answer broke off. */
function noteFor({ thread_id }: ThreadItem): ThreadItem {
  const content = END_NOTES.interrupted;
  const created_at = new Date().toISOString();
  return { type: "sdk_hidden_context", id: newId("shcx"), thread_id, created_at, content };
}

/** Marks the stored part of an unfinished answer as interrupted, when this process stops. */
export async function markPartialAnswer(db: Database, run: LiveRun): Promise<void> {
  const { userId, threadId } = run;
  if (threadId) await markInterrupted(db, { userId, conversationId: threadId, ids: run.pendingIds });
}
