import { digestOf } from "#db/ids.ts";
import { itemText } from "#db/item-text.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { NewPlacedMessage } from "#db/queries/conversation-copies.ts";
import { ConversationSkippedError } from "./import-refused.ts";
import type { ImportedConversation, ImportedItem, ImportedMessage } from "./imported.ts";

const MAX_MESSAGES = 20_000;
const MAX_LENGTH = 1_000_000;

type Spoken = ImportedMessage & { item: ImportedItem };

/**
 * The messages of an imported conversation in the order in which they are stored: parents before their followers, and
 * the version that is shown last, so that what is written next follows it.
 *
 * @throws {ConversationSkippedError} when there is nothing in it, or too much
 */
export function arrange(
  { messages, current, active, isOrdered, ...conversation }: ImportedConversation,
  threadId: string,
): NewPlacedMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const spoken = messages.filter((message): message is Spoken => message.item !== null);
  if (spoken.length === 0) throw new ConversationSkippedError("There are no messages in it.");
  if (byId.size < messages.length)
    throw new ConversationSkippedError("Two of its messages have the same id.");
  if (spoken.length > MAX_MESSAGES)
    throw new ConversationSkippedError(`It has over ${MAX_MESSAGES} messages.`);
  const known = new Map<string, string | null>();
  const parents = new Map(spoken.map((message) => [message.id, spokenParent(message, byId, known)]));
  const shown = active ?? branchTo(current, byId, parents) ?? newestBranch(spoken, parents);
  const ordered = isOrdered === true ? spoken : inOrder(spoken, parents, shown);
  const seqs = new Map(ordered.map(({ id }, index) => [id, index + 1]));
  const start = conversation.createdAt ?? new Date(0);
  let latest = start;
  return ordered.map((message, index): NewPlacedMessage => {
    latest = message.createdAt ?? latest;
    const parentSeq = seqs.get(parents.get(message.id) ?? "") ?? 0;
    if (parentSeq > index) throw new ConversationSkippedError("Its messages are not in order.");
    const id = `msg_${digestOf(threadId, message.id)}`;
    const item: ThreadItem = { ...message.item, id, thread_id: threadId, created_at: latest.toISOString() };
    const text = itemText(item);
    if (JSON.stringify(item).length > MAX_LENGTH) {
      throw new ConversationSkippedError("One of its messages is longer than 1,000,000 characters.");
    }
    return {
      item,
      text,
      state: message.state ?? "done",
      seq: index + 1,
      // Null says the same, as in a conversation without versions.
      parentSeq: parentSeq === index ? null : parentSeq,
      active: shown.has(message.id),
    };
  });
}

/**
 * The nearest ancestor that says something; null for none.
 *
 * @param known the answers for silent messages, so that a chain of them is walked once
 */
function spokenParent(
  { parent }: ImportedMessage,
  byId: ReadonlyMap<string, ImportedMessage>,
  known: Map<string, string | null>,
): string | null {
  const silent = new Set<string>();
  let nearest: string | null = null;
  for (let id = parent; id !== null && !silent.has(id);) {
    const found = byId.get(id);
    if (!found) break;
    const answer = found.item === null ? known.get(id) : id;
    if (answer !== undefined) {
      nearest = answer;
      break;
    }
    silent.add(id);
    id = found.parent;
  }
  for (const id of silent) known.set(id, nearest);
  return nearest;
}

type Parents = ReadonlyMap<string, string | null>;

/** The ids from the first message to this one. */
function branch(last: string | null, parents: Parents): Set<string> {
  const ids = new Set<string>();
  for (let id = last; id !== null && !ids.has(id); id = parents.get(id) ?? null) ids.add(id);
  return ids;
}

/** The branch that ends at `current`, or at its nearest ancestor that says something. */
function branchTo(
  current: string | null,
  byId: ReadonlyMap<string, ImportedMessage>,
  parents: Parents,
): Set<string> | undefined {
  const message = current === null ? undefined : byId.get(current);
  if (!message) return undefined;
  const ids = branch(message.item === null ? spokenParent(message, byId, new Map()) : message.id, parents);
  return ids.size > 0 ? ids : undefined;
}

/** The branch of the newest message without followers. */
function newestBranch(spoken: readonly Spoken[], parents: Parents): Set<string> {
  const followed = new Set(parents.values());
  let newest: Spoken | undefined;
  for (const message of spoken) {
    if (followed.has(message.id)) continue;
    const isNewer = (message.createdAt?.getTime() ?? 0) >= (newest?.createdAt?.getTime() ?? 0);
    if (!newest || isNewer) newest = message;
  }
  return branch((newest ?? spoken.at(-1))?.id ?? null, parents);
}

/** Branch after branch, in the order of the file, the shown one last. Messages in a circle come at the end. */
function inOrder(spoken: readonly Spoken[], parents: Parents, shown: ReadonlySet<string>): Spoken[] {
  const followers = new Map<string | null, Spoken[]>();
  for (const message of spoken) {
    const parent = parents.get(message.id) ?? null;
    const known = followers.get(parent);
    if (known) known.push(message);
    else followers.set(parent, [message]);
  }
  const hiddenFirst = (list: readonly Spoken[]) => [
    ...list.filter(({ id }) => !shown.has(id)),
    ...list.filter(({ id }) => shown.has(id)),
  ];
  const ordered: Spoken[] = [];
  const waiting = hiddenFirst(followers.get(null) ?? []).toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    ordered.push(next);
    waiting.push(...hiddenFirst(followers.get(next.id) ?? []).toReversed());
  }
  const placed = new Set(ordered.map(({ id }) => id));
  return [...ordered, ...spoken.filter(({ id }) => !placed.has(id))];
}
