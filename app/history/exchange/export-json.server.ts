import type { WholeConversation } from "#db/queries/conversation-copies.ts";
import type { Database } from "#db/types.ts";
import { type ExportedConversation, type ExportedMessage, FORMAT, VERSION } from "./format.ts";
import { storedMessages } from "./stored-messages.server.ts";

/** A conversation in our own format, with all of its versions, in pieces of text. */
export async function* exportJson(
  db: Database,
  conversation: WholeConversation,
  now: Date,
): AsyncGenerator<string> {
  const head = {
    format: FORMAT,
    version: VERSION,
    exported_at: now.toISOString(),
    conversation: exportedConversation(conversation),
  };
  yield `${JSON.stringify(head, null, 1).slice(0, -2)},\n "messages": [`;
  const key = { userId: conversation.userId, conversationId: conversation.id };
  let separator = "\n";
  for await (const message of storedMessages(db, key, { onlyActive: false })) {
    const { seq, parent, active, state, item } = message;
    const exported: ExportedMessage = {
      seq,
      parent,
      active,
      state: state === "streaming" ? "interrupted" : state,
      item,
    };
    yield `${separator}  ${JSON.stringify(exported)}`;
    separator = ",\n";
  }
  yield "\n ]\n}\n";
}

function exportedConversation(row: WholeConversation): ExportedConversation {
  return {
    id: row.id,
    title: row.title,
    title_source: row.titleSource,
    created_at: row.createdAt.toISOString(),
    updated_at: row.updatedAt.toISOString(),
    status: row.status,
    folder: row.folder,
    pinned_at: row.pinnedAt?.toISOString() ?? null,
    archived_at: row.archivedAt?.toISOString() ?? null,
  };
}
