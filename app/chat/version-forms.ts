import { ChatKitError } from "#app/chatkit/errors.ts";
import { getDatabase } from "#db/client.ts";
import { continueConversation } from "#db/queries/continue-conversation.ts";
import { switchVersion } from "#db/queries/message-branches.ts";
import { WINDOW } from "./conversation-data.ts";

interface MessageForm {
  userId: string;
  threadId: string;
  itemId: string;
  /** The query of the page with the form. */
  search: string;
}

const notFound = () => new ChatKitError("not_found", "There is no such message.");

/**
 * Shows the version of the conversation that has the item.
 *
 * @returns the path of the page at that place. A page that was opened at a message stays one, and so in the instant view.
 * @throws {ChatKitError} `not_found`; `conflict` while an answer is under way
 */
export async function showVersion({ userId, threadId, itemId, search }: MessageForm): Promise<string> {
  const { db } = await getDatabase();
  const switched = await switchVersion(db, { userId, conversationId: threadId, id: itemId });
  if (!switched) throw notFound();
  if (switched === "answering") {
    throw new ChatKitError(
      "conflict",
      "An answer is being written. Another version can be shown when it is finished or stopped.",
    );
  }
  const { anchorId, following } = switched;
  const isInNewest = following < WINDOW;
  const at = new URLSearchParams(search).has("at") || !isInNewest ? `?at=${anchorId}` : "";
  return `/chat/${threadId}${at}#${anchorId}`;
}

/**
 * Makes a new conversation of what is shown up to the item.
 *
 * @returns the path of its page
 * @throws {ChatKitError} `not_found`
 */
export async function continueFrom({ userId, threadId, itemId }: MessageForm): Promise<string> {
  const { db } = await getDatabase();
  const id = await continueConversation(db, { userId, conversationId: threadId, id: itemId });
  if (id === undefined) throw notFound();
  return `/chat/${id}`;
}
