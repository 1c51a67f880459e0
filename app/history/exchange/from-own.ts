import { z } from "zod";
import { sanitize } from "#app/chatkit/sanitize.ts";
import { isHidden } from "#app/chatkit/transcript.ts";
import { ExportedConversation, ExportedMessage, FORMAT, VERSION } from "./format.ts";
import { ConversationSkippedError } from "./import-refused.ts";
import { type ImportedConversation, type ImportedItem, timeOf } from "./imported.ts";

/* Our own export: docs/export-format.md. */

const Head = z.object({
  format: z.literal(FORMAT),
  version: z.number(),
  conversation: ExportedConversation,
  messages: z.array(z.unknown()),
});

export const isOwn = (value: object) => "format" in value && value.format === FORMAT;

/** @throws {ConversationSkippedError} for a version that is newer than this app */
export function fromOwn(value: unknown): ImportedConversation {
  const { version, conversation, messages: given } = Head.parse(value);
  if (version !== VERSION) throw new ConversationSkippedError("It comes from a newer version of this app.");
  const messages = given.map((message) => ExportedMessage.parse(sanitize(message)));
  return {
    format: FORMAT,
    id: conversation.id,
    title: conversation.title,
    titleSource: conversation.title_source,
    createdAt: timeOf(conversation.created_at),
    updatedAt: timeOf(conversation.updated_at),
    status: conversation.status,
    folder: conversation.folder,
    pinnedAt: timeOf(conversation.pinned_at),
    archivedAt: timeOf(conversation.archived_at),
    current: null,
    active: new Set(messages.flatMap(({ seq, active }) => (active ? [String(seq)] : []))),
    isOrdered: true,
    messages: messages.map(({ seq, parent, state, item }) => ({
      id: String(seq),
      parent: parent === 0 ? null : String(parent),
      // A note to the model that somebody else has written is none of ours.
      item: isHidden(item) ? null : itemIn(item),
      createdAt: timeOf(item.created_at),
      state,
    })),
  };
}

/** Its attached files are those of the archive, or nothing: see `restore-files.server.ts`. */
function itemIn({
  id: _id,
  thread_id: _thread,
  created_at: _at,
  ...item
}: ExportedMessage["item"]): ImportedItem {
  return item;
}
