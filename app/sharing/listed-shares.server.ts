import { listShares } from "#db/queries/shares.ts";
import type { Database } from "#db/types.ts";
import type { ListedShare } from "./share-list.tsx";

interface Query {
  userId: string;
  limit: number;
  conversationId?: string;
  cursor?: string | undefined;
}

/** A page of a user's shares, or of those of one conversation, newest first. */
export async function listedShares(
  db: Database,
  query: Query,
  { now, origin }: { now: Date; origin: string },
): Promise<{ shares: ListedShare[]; nextCursor: string | null }> {
  const { rows, nextCursor } = await listShares(db, query);
  const shares = rows.map(({ createdAt, expiresAt, ...row }) => ({
    ...row,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    isOver: expiresAt !== null && expiresAt <= now,
    url: `${origin}/s/${row.id}`,
  }));
  return { shares, nextCursor };
}
