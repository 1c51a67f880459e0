import { upsertMessage } from "#db/queries/messages.ts";
import type { Run } from "#db/schema/index.ts";
import type { Tx } from "#db/types.ts";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";

/** What a run's snapshot is: the items that were being streamed when it was last written. */
export function snapshotItems(run: Pick<Run, "snapshot">): AssistantMessageItem[] {
  const items: unknown = run.snapshot;
  return Array.isArray(items) ? items.filter(isAnswer) : [];
}

// The snapshot was written by us from typed items; this only tells the kinds apart.
function isAnswer(item: unknown): item is AssistantMessageItem {
  return typeof item === "object" && item !== null && "type" in item && item.type === "assistant_message";
}

/**
 * Stores the text that a dead run had flushed as an interrupted message. It is stored without a rendering:
 * the next page that shows it makes one.
 */
export async function keepPartialAnswer(tx: Tx, run: Run): Promise<void> {
  if (!run.conversationId) return;
  for (const item of snapshotItems(run)) {
    const text = item.content.map((part) => part.text).join("\n\n");
    if (text.trim() === "") continue;
    await upsertMessage(tx, {
      userId: run.userId,
      conversationId: run.conversationId,
      message: { item, state: "interrupted", text, html: null, htmlVersion: null },
    });
  }
}
