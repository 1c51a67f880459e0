import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { env } from "#app/env.server.ts";
import { getConversation } from "#db/queries/conversations.ts";
import { isBareWords } from "./builtin/read/bare-words.ts";
import type { AssistantDeps, ChatContext } from "./context.ts";
import { userText } from "#app/chatkit/messages.ts";
import { titleFrom } from "./titles.ts";

/** A conversation and its first message are made in one step. */
const FIRST_WITHIN_MS = 50;

export interface NewTitle {
  /** Undefined when the message has no words. */
  text: string | undefined;
  /** Whether a better one may be written: not for "Hello", which the next message replaces. */
  isWorthWriting: boolean;
}

/**
 * The title that a message gives its conversation; undefined when the conversation keeps the one that it has: one that
 * the user chose, or one of an earlier message that says what it is about.
 */
export async function newTitle(
  deps: AssistantDeps,
  thread: ThreadMetadata,
  input: UserMessageItem,
  context: ChatContext,
): Promise<NewTitle | undefined> {
  const message = userText(input);
  const isBare = saysNothing(message);
  if (thread.title !== undefined) {
    const isReplaceable = !isBare && saysNothing(thread.title);
    if (!isReplaceable && !mayBeFirst(thread, input)) return undefined;
    if (!(await isAutomatic(deps, thread.id, context))) return undefined;
    if (!isReplaceable && !(await isFirst(deps, thread.id, input, context))) return undefined;
  }
  return { text: titleFrom(message) ?? input.attachments[0]?.name, isWorthWriting: !isBare };
}

function saysNothing(message: string): boolean {
  const text = message.trim().toLowerCase();
  const isPrompt = env.brand.prompts.some(({ label, prompt }) =>
    [label, prompt].some((one) => one.trim().toLowerCase() === text),
  );
  return isPrompt || isBareWords(message);
}

/** Spares most turns the look into the database. */
function mayBeFirst(thread: ThreadMetadata, input: UserMessageItem): boolean {
  return Date.parse(input.created_at) - Date.parse(thread.created_at) <= FIRST_WITHIN_MS;
}

/** Whether nobody has named the conversation, also since the turn began. */
export async function isAutomatic(
  { db }: AssistantDeps,
  id: string,
  { userId }: ChatContext,
): Promise<boolean> {
  return (await getConversation(db, { userId, id }))?.titleSource === "auto";
}

/** After an edit of the first message, its old words must not stay in the title. */
async function isFirst(
  { store }: AssistantDeps,
  threadId: string,
  input: UserMessageItem,
  context: ChatContext,
): Promise<boolean> {
  const { data } = await store.loadItems(threadId, { limit: 1, order: "asc" }, context);
  return data[0]?.id === input.id;
}
