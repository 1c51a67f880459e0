import { markInterrupted, upsertMessage } from "#db/queries/messages.ts";
import type { Run } from "#db/schema/index.ts";
import type { Database, Tx } from "#db/types.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { LiveRun } from "./live-run.ts";

/** What a run's snapshot is: the items that were under way when it was last written. */
export function snapshotItems(run: Pick<Run, "snapshot">): ThreadItem[] {
  const items: unknown = run.snapshot;
  return Array.isArray(items) ? items.filter(isItem) : [];
}

// The snapshot was written by us from typed items.
function isItem(item: unknown): item is ThreadItem {
  return typeof item === "object" && item !== null && "type" in item && "id" in item;
}

/**
 * Stores the text that a dead run had flushed as an interrupted message. It is stored without a rendering:
 * the next page that shows it makes one.
 */
export async function keepPartialAnswer(tx: Tx, run: Run): Promise<void> {
  if (!run.conversationId) return;
  for (const item of snapshotItems(run)) {
    if (item.type !== "assistant_message") continue;
    const text = item.content.map((part) => part.text).join("\n\n");
    if (text.trim() === "") continue;
    await upsertMessage(tx, {
      userId: run.userId,
      conversationId: run.conversationId,
      message: { item, state: "interrupted", text, html: null, htmlVersion: null },
    });
  }
}

/** Says of what was kept of an answer that it isn't whole, when its process goes away in the middle of it. */
export async function markPartialAnswer(db: Database, run: LiveRun): Promise<void> {
  const { userId, threadId } = run;
  const ids = run.pendingItems().map(({ id }) => id);
  if (threadId) await markInterrupted(db, { userId, conversationId: threadId, ids });
}
