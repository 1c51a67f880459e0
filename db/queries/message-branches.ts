import { and, asc, eq, gt, gte, inArray, type SQL, sql } from "drizzle-orm";

import { activeRunStatuses, type Message, messages, runs } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { branchOf, type LastShown, leave } from "../version-tree.ts";
import { lockConversation, saveLastShown } from "./conversation-lock.ts";
import { type ConversationKey, inConversation } from "./message-lists.ts";
import { getMessage, type MessageKey, type MessageToSave, upsertMessage } from "./messages.ts";

/** A message as far as its place matters, and whether there is anything in it. */
type Placed = Pick<Message, "id" | "seq" | "type" | "state" | "parentSeq" | "active"> & { isBlank: boolean };

const placed = {
  id: messages.id,
  seq: messages.seq,
  type: messages.type,
  state: messages.state,
  parentSeq: messages.parentSeq,
  active: messages.active,
  isBlank: sql<boolean>`${messages.text} = ''`,
};

const placesFrom = (tx: Tx, key: ConversationKey, from: SQL | undefined): Promise<Placed[]> =>
  tx
    .select(placed)
    .from(messages)
    .where(and(inConversation(key), from))
    .orderBy(asc(messages.seq));

/** What the user has seen of a version. A branch without any of these isn't kept. */
const NEVER_SEEN: ReadonlySet<string> = new Set([
  "hidden_context_item",
  "sdk_hidden_context",
  "client_tool_call",
  "end_of_turn",
]);

const isEmpty = ({ type, state, isBlank }: Placed) =>
  type === "assistant_message" && state !== "done" && isBlank;

/**
 * Puts the messages after the given one aside, as a version that can be shown again, and returns that one; undefined
 * when it isn't shown.
 */
export async function putAsideAfter(db: Database | Tx, key: MessageKey): Promise<Message | undefined> {
  return db.transaction(async (tx) => {
    // Adding a message changes this row too, so a message that is being added is also put aside.
    const locked = await lockConversation(tx, key);
    const anchor = locked && (await getMessage(tx, key));
    if (!anchor) return undefined;
    await putAside(tx, key, await placesFrom(tx, key, gt(messages.seq, anchor.seq)), locked.lastShown);
    return anchor;
  });
}

/**
 * Puts the given message and those after it aside, and adds another version of it, in one step. May be repeated.
 *
 * @returns undefined when the message isn't shown, or the run has ended
 * @throws {MessageIdTakenError}
 */
export async function addVersion(
  db: Database | Tx,
  { id, ...input }: MessageKey & MessageToSave,
): Promise<{ seq: number } | undefined> {
  return db.transaction(async (tx) => {
    const locked = await lockConversation(tx, input);
    if (!locked) return undefined;
    const key = { userId: input.userId, conversationId: input.conversationId };
    const done = await getMessage(tx, { ...key, id: input.message.item.id });
    if (done) return { seq: done.seq };
    const before = await getMessage(tx, { ...key, id });
    if (!before) return undefined;
    // Written first: for a run that has ended, nothing is put aside.
    const added = await upsertMessage(tx, input);
    if (!added) return undefined;
    const later = await placesFrom(tx, key, gte(messages.seq, before.seq));
    await putAside(tx, key, later.slice(0, -1), locked.lastShown);
    await tx
      .update(messages)
      .set({
        parentSeq: sql`coalesce((select max(m.seq) from messages m
        where m.conversation_id = ${key.conversationId} and m.active and m.seq < ${before.seq}), 0)`,
      })
      .where(and(inConversation(key), eq(messages.seq, added.seq)));
    return added;
  });
}

async function putAside(tx: Tx, key: ConversationKey, places: Placed[], lastShown: LastShown): Promise<void> {
  const left = places.filter(({ active }) => active);
  const isKept = left.some((place) => !NEVER_SEEN.has(place.type) && !isEmpty(place));
  const removed = left.filter((place) => !isKept || isEmpty(place)).toReversed();
  for (const { seq } of removed) await removeMessage(tx, key, seq);
  const kept = left.filter((place) => !removed.includes(place));
  if (kept.length === 0) return;
  await setActive(
    tx,
    key,
    kept.map(({ seq }) => seq),
    false,
  );
  const remembered = leave(places, lastShown);
  if (JSON.stringify(remembered) !== JSON.stringify(lastShown)) await saveLastShown(tx, key, remembered);
}

async function setActive(tx: Tx, key: ConversationKey, seqs: number[], active: boolean): Promise<void> {
  if (seqs.length === 0) return;
  const isOne = sql`${messages.seq} = any(${sql.param(`{${seqs.join(",")}}`)}::int[])`;
  await tx
    .update(messages)
    .set({ active })
    .where(and(inConversation(key), isOne));
}

/** Deletes one message, of any version; what followed it follows the message before it. False when there is none. */
export async function deleteMessage(db: Database | Tx, key: MessageKey): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (!(await lockConversation(tx, key))) return false;
    const isIt = and(inConversation(key), eq(messages.id, key.id));
    const [found] = await tx.select({ seq: messages.seq }).from(messages).where(isIt);
    if (found) await removeMessage(tx, key, found.seq);
    return found !== undefined;
  });
}

async function removeMessage(tx: Tx, key: ConversationKey, seq: number): Promise<void> {
  const { conversationId } = key;
  const before = sql`coalesce(
    (select m.parent_seq from messages m where m.conversation_id = ${conversationId} and m.seq = ${seq}),
    (select max(m.seq) from messages m where m.conversation_id = ${conversationId} and m.seq < ${seq}), 0)`;
  const next = sql`(select min(m.seq) from messages m where m.conversation_id = ${conversationId} and m.seq > ${seq})`;
  const follows = sql`coalesce(${messages.parentSeq}, case when ${messages.seq} = ${next} then ${seq}::int end)
    = ${seq}`;
  await tx
    .update(messages)
    .set({ parentSeq: before })
    .where(and(inConversation(key), gt(messages.seq, seq), follows));
  await tx.delete(messages).where(and(inConversation(key), eq(messages.seq, seq)));
}

/** How many items at the beginning of a branch are looked through for one that a page shows. */
const LOOK_AHEAD = 20;

export interface SwitchedVersion {
  /** The first item from the message on that a page shows. */
  anchorId: string;
  /** The number of shown messages after the message. */
  following: number;
}

/**
 * Shows the version of the conversation that the message is in: the messages that it follows, itself, and below it
 * what was shown last.
 *
 * @returns `answering` while a run is active, because its answer belongs to the branch that is shown; undefined when
 *   the user has no such message
 */
export async function switchVersion(
  db: Database | Tx,
  { id, ...key }: MessageKey,
): Promise<SwitchedVersion | "answering" | undefined> {
  return db.transaction(async (tx) => {
    // As in `insertRun`, so that no run begins meanwhile.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`runs of ${key.userId}`}, 0))`);
    const locked = await lockConversation(tx, key);
    if (!locked) return undefined;
    const places = await placesFrom(tx, key, undefined);
    const target = places.find((place) => place.id === id);
    if (!target) return undefined;
    let shown = places.filter(({ active }) => active).map(({ seq }) => seq);
    if (!target.active) {
      if (await isAnswering(tx, key)) return "answering";
      const before = new Set(shown);
      const change = branchOf(places, target.seq, locked.lastShown);
      ({ shown } = change);
      const after = new Set(shown);
      await setActive(
        tx,
        key,
        [...before].filter((seq) => !after.has(seq)),
        false,
      );
      await setActive(
        tx,
        key,
        shown.filter((seq) => !before.has(seq)),
        true,
      );
      await saveLastShown(tx, key, change.lastShown);
    }
    const from = shown.indexOf(target.seq);
    const bySeq = new Map(places.map((place) => [place.seq, place]));
    const anchor = shown
      .slice(from, from + LOOK_AHEAD)
      .flatMap((seq) => bySeq.get(seq) ?? [])
      .find(({ type }) => !NEVER_SEEN.has(type));
    return { anchorId: (anchor ?? target).id, following: shown.length - from - 1 };
  });
}

async function isAnswering(tx: Tx, { userId, conversationId }: ConversationKey): Promise<boolean> {
  const found = await tx
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        eq(runs.userId, userId),
        eq(runs.conversationId, conversationId),
        inArray(runs.status, activeRunStatuses),
      ),
    )
    .limit(1);
  return found.length > 0;
}
