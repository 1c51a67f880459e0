import { and, desc, eq, gt, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";

import {
  attachments,
  conversations,
  type Share,
  type SharedMessage,
  shares,
  type ShareSnapshot,
} from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";
import { type CursorPage, decodeCursor, toCursorPage } from "./paging.ts";

interface Key {
  userId: string;
  id: string;
}

const isKey = (key: Key) => and(eq(shares.id, key.id), eq(shares.userId, key.userId));

/** A user has at most this many shares: each is a copy. */
export const MAX_SHARES = 500;

/** What a user's list shows of a share. */
export type ShareRow = Pick<Share, "id" | "conversationId" | "views" | "expiresAt" | "createdAt"> &
  Pick<ShareSnapshot, "title" | "author"> & { length: number; hasFiles: boolean };

const author = sql<string | null>`${shares.snapshot}->>'author'`;
const title = sql<string>`${shares.snapshot}->>'title'`;
const hasFiles = sql<boolean>`jsonb_path_exists(${shares.snapshot}, '$.messages[*].files[*]')`;
const length = sql<number>`jsonb_array_length(${shares.snapshot}->'messages')`.mapWith(Number);

/**
 * Shares a conversation of the user at the address of `id`. Not a temporary or deleted one.
 *
 * @returns `not_found` when the user has no such conversation
 */
export async function createShare(
  db: Database | Tx,
  share: Key & Pick<Share, "conversationId" | "snapshot" | "expiresAt">,
): Promise<"created" | "not_found" | "too_many"> {
  return db.transaction(async (tx) => {
    const [conversation] = await tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(and(isShareable(share), eq(conversations.temporary, false)))
      .for("share");
    if (!conversation) return "not_found";
    if ((await tx.$count(shares, eq(shares.userId, share.userId))) >= MAX_SHARES) return "too_many";
    await tx.insert(shares).values(share);
    return "created";
  });
}

const isShareable = (key: { userId: string; conversationId: string }) =>
  and(
    eq(conversations.id, key.conversationId),
    eq(conversations.userId, key.userId),
    isNull(conversations.deletedAt),
  );

/** Replaces what a share of this conversation shows. False when the user has no such share. */
export async function updateShare(
  db: Database | Tx,
  { conversationId, snapshot, ...key }: Key & Pick<Share, "conversationId" | "snapshot">,
): Promise<boolean> {
  const rows = await db
    .update(shares)
    .set({ snapshot, createdAt: new Date() })
    .where(and(isKey(key), eq(shares.conversationId, conversationId)))
    .returning({ id: shares.id });
  return rows.length > 0;
}

/** Revokes a share. False when the user has no such share. */
export async function deleteShare(db: Database | Tx, key: Key): Promise<boolean> {
  const rows = await db.delete(shares).where(isKey(key)).returning({ id: shares.id });
  return rows.length > 0;
}

/** The user's shares, or those of one conversation, newest first. */
export async function listShares(
  db: Database | Tx,
  query: { userId: string; limit: number; conversationId?: string; cursor?: string | undefined },
): Promise<CursorPage<ShareRow>> {
  const { id, conversationId, views, expiresAt, createdAt } = shares;
  const cursor = decodeCursor(query.cursor);
  const rows = await db
    .select({ id, conversationId, views, expiresAt, createdAt, title, author, length, hasFiles })
    .from(shares)
    .innerJoin(conversations, eq(conversations.id, conversationId))
    .where(
      and(
        eq(shares.userId, query.userId),
        isNull(conversations.deletedAt),
        query.conversationId === undefined ? undefined : eq(conversationId, query.conversationId),
        cursor?.at
          ? sql`(${createdAt}, ${id}) < (${sql.param(cursor.at, createdAt)}, ${sql.param(cursor.id, id)})`
          : undefined,
      ),
    )
    .orderBy(desc(createdAt), desc(id))
    .limit(query.limit + 1);
  return toCursorPage(rows, query.limit, (row) => row.createdAt);
}

/** A part of a share, as everybody may see it who knows its address. */
export interface PublicShare extends Pick<ShareSnapshot, "title" | "author" | "messages"> {
  id: string;
  /** Who shares it; never shown. */
  userId: string;
  conversationId: string;
  createdAt: Date;
  /** Number of messages in all. */
  length: number;
}

/** Not ended, and not of a deleted conversation. */
function isPublic(id: string, now: Date): SQL | undefined {
  return and(
    eq(shares.id, id),
    or(isNull(shares.expiresAt), gt(shares.expiresAt, now)),
    sql`exists (select from conversations c where c.id = ${shares.conversationId}
      and c.user_id = ${shares.userId} and c.deleted_at is null)`,
  );
}

/**
 * The share with this id, whose address stands for the permission to read it. Undefined when it has ended, is
 * revoked, or its conversation is deleted.
 *
 * @param range the messages to read, by index
 */
export async function getPublicShare(
  db: Database | Tx,
  { id, now, range }: { id: string; now: Date; range: { from: number; to: number } },
): Promise<PublicShare | undefined> {
  const path = `$.messages[${Math.trunc(range.from)} to ${Math.trunc(range.to)}]`;
  const messages = sql<SharedMessage[]>`jsonb_path_query_array(${shares.snapshot}, ${path}::jsonpath)`;
  const { userId, conversationId, createdAt } = shares;
  const [row] = await db
    .select({ id: shares.id, userId, conversationId, createdAt, title, author, length, messages })
    .from(shares)
    .where(isPublic(id, now));
  return row;
}

/** Whose file it is, if a share with this id shows it. */
export async function ownerOfSharedFile(
  db: Database | Tx,
  { id, fileId, now }: { id: string; fileId: string; now: Date },
): Promise<string | undefined> {
  const isShown = sql`jsonb_path_exists(
    ${shares.snapshot}, '$.messages[*].files[*] ? (@.id == $id)', jsonb_build_object('id', ${sql.param(fileId, attachments.id)}::text)
  )`;
  const [row] = await db
    .select({ userId: shares.userId })
    .from(shares)
    .where(and(isPublic(id, now), isShown));
  return row?.userId;
}

/** Whether the conversation has files that can be shared with it. */
export async function hasFilesToShare(
  db: Database | Tx,
  { userId, conversationId }: { userId: string; conversationId: string },
): Promise<boolean> {
  const found = await db
    .select({ id: attachments.id })
    .from(attachments)
    .where(
      and(
        eq(attachments.conversationId, conversationId),
        eq(attachments.userId, userId),
        isNotNull(attachments.messageId),
      ),
    )
    .limit(1);
  return found.length > 0;
}

/** Counts a view, unless it is the owner's. */
export async function countShareView(
  db: Database | Tx,
  { id, viewerId }: { id: string; viewerId: string | null },
): Promise<void> {
  await db
    .update(shares)
    .set({ views: sql`${shares.views} + 1` })
    .where(and(eq(shares.id, id), viewerId === null ? undefined : ne(shares.userId, viewerId)));
}

/**
 * Stores new renderings of the messages from the index `from` on. What the share says stays the same, so it only
 * happens if the snapshot is still the one of `createdAt`.
 */
export async function storeShareRenderings(
  db: Database | Tx,
  { share, from, messages }: { share: PublicShare; from: number; messages: SharedMessage[] },
): Promise<void> {
  const { snapshot } = shares;
  const end = from + messages.length;
  const part = (path: string) => sql`jsonb_path_query_array(${snapshot}, ${path}::jsonpath)`;
  const before = from === 0 ? sql`'[]'::jsonb` : part(`$.messages[0 to ${from - 1}]`);
  await db
    .update(shares)
    .set({
      snapshot: sql`jsonb_set(${snapshot}, '{messages}', ${before}
        || ${JSON.stringify(messages)}::jsonb || ${part(`$.messages[${end} to last]`)})`,
    })
    .where(and(isKey(share), eq(shares.createdAt, share.createdAt)));
}
