import { and, desc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { invitations, type Invitation } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** What a link must be to let somebody in. */
const isOpen = (tokenHash: string) =>
  and(
    eq(invitations.tokenHash, tokenHash),
    isNull(invitations.revokedAt),
    gt(invitations.expiresAt, sql`now()`),
    lt(invitations.uses, invitations.maxUses),
  );

export async function insertInvitation(
  db: Database | Tx,
  invitation: Omit<Invitation, "uses" | "revokedAt" | "createdAt">,
): Promise<void> {
  await db.insert(invitations).values({ ...invitation, email: invitation.email?.toLowerCase() ?? null });
}

/** The invitation of a link that can still be used. */
export async function findInvitation(db: Database, tokenHash: string): Promise<Invitation | undefined> {
  const [found] = await db.select().from(invitations).where(isOpen(tokenHash));
  return found;
}

/**
 * Takes a place of an invitation. Two people can't have its last one.
 *
 * @returns undefined when it can't be used
 */
export async function takePlace(db: Database, tokenHash: string): Promise<Invitation | undefined> {
  const [taken] = await db
    .update(invitations)
    .set({ uses: sql`${invitations.uses} + 1` })
    .where(isOpen(tokenHash))
    .returning();
  return taken;
}

/** Gives a place back that nobody has used. */
export async function returnPlace(db: Database, id: string): Promise<void> {
  await db
    .update(invitations)
    .set({ uses: sql`greatest(${invitations.uses} - 1, 0)` })
    .where(eq(invitations.id, id));
}

/** The latest invitations, newest first. */
export function listInvitations(db: Database, limit: number): Promise<Invitation[]> {
  return db
    .select()
    .from(invitations)
    .orderBy(desc(invitations.createdAt), desc(invitations.id))
    .limit(limit);
}

/** @returns false when there is no such invitation */
export async function revokeInvitation(db: Database | Tx, id: string): Promise<boolean> {
  const rows = await db
    .update(invitations)
    .set({ revokedAt: sql`coalesce(${invitations.revokedAt}, clock_timestamp())` })
    .where(eq(invitations.id, id))
    .returning({ id: invitations.id });
  return rows.length > 0;
}
