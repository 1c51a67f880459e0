import { isHidden } from "#app/chatkit/transcript.ts";
import { wireItem } from "#app/chatkit/wire.ts";
import { listPlacedMessages, type PlacedMessage } from "#db/queries/conversation-copies.ts";
import type { ConversationKey } from "#db/queries/message-lists.ts";
import type { Database } from "#db/types.ts";

const PAGE = 200;

/** A message as its user may have it: without the server's own notes, whose place its followers take. */
export interface StoredMessage extends Omit<PlacedMessage, "parentSeq"> {
  /** The seq of the message that it follows; 0 for a first one. */
  parent: number;
}

/** All messages of a conversation by seq, read a page at a time. */
export async function* storedMessages(
  db: Database,
  key: ConversationKey,
  { onlyActive }: { onlyActive: boolean },
): AsyncGenerator<StoredMessage> {
  /** The visible ancestor of each hidden message. */
  const ancestors = new Map<number, number>();
  let before = 0;
  for (;;) {
    const rows = await listPlacedMessages(db, { ...key, after: before, limit: PAGE, onlyActive });
    for (const { parentSeq, item, ...row } of rows) {
      const given = parentSeq ?? before;
      const parent = ancestors.get(given) ?? given;
      before = row.seq;
      if (isHidden(item)) ancestors.set(row.seq, parent);
      else yield { ...row, item: wireItem(item), parent };
    }
    if (rows.length < PAGE) return;
  }
}
