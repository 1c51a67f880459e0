import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { digestOf } from "#db/ids.ts";
import { itemText } from "#db/item-text.ts";
import { insertWholeConversation } from "#db/queries/conversation-copies.ts";
import { getPublicShare } from "#db/queries/shares.ts";
import type { SharedMessage } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

/** The path of the last message of a share. */
const ALL = { from: 0, to: 1_000_000 };

/**
 * Gives the user a conversation with the messages of a share.
 *
 * @param key names one press of the button; the same key leads to the same conversation
 * @returns its id; undefined when there is no such share, or it is over
 */
export async function continueShare(
  db: Database,
  { id, userId, key, now }: { id: string; userId: string; key: string; now: Date },
): Promise<string | undefined> {
  const share = await getPublicShare(db, { id, now, range: ALL });
  if (!share) return undefined;
  const digest = digestOf(userId, id, key);
  const conversationId = `thr_${digest}`;
  await insertWholeConversation(db, {
    userId,
    conversation: {
      id: conversationId,
      title: share.title,
      titleSource: "user",
      createdAt: now,
      updatedAt: now,
    },
    // Files stay with the share.
    messages: share.messages
      .filter(({ text }) => text.trim() !== "")
      .map((message, index) => {
        const item = itemOf(message, { id: `msg_${digest}${index + 1}`, thread_id: conversationId });
        return {
          item,
          text: itemText(item),
          state: "done" as const,
          seq: index + 1,
          parentSeq: null,
          active: true,
        };
      }),
  });
  return conversationId;
}

function itemOf(message: SharedMessage, ids: { id: string; thread_id: string }): ThreadItem {
  const { role, text, createdAt: created_at, ended } = message;
  if (role === "user") {
    const content = [{ type: "input_text" as const, text }];
    return { type: "user_message", ...ids, created_at, content, attachments: [], inference_options: {} };
  }
  const content = [{ type: "output_text" as const, text, annotations: annotationsOf(message) }];
  return { type: "assistant_message", ...ids, created_at, content, ...(ended ? { ended } : {}) };
}

const annotationsOf = ({ sources = [], text }: SharedMessage) =>
  sources.map(({ title, url }) => ({
    type: "annotation" as const,
    source: { type: "url" as const, title, url },
    index: text.length,
  }));
