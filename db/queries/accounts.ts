import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import {
  account,
  apikey,
  conversations,
  passkey,
  session,
  shares,
  tasks,
  twoFactor,
  type User,
  user,
} from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

export interface Account {
  user: Pick<User, "id" | "name" | "email" | "emailVerified" | "role" | "createdAt"> & {
    isGuest: boolean;
    hasTwoFactor: boolean;
  };
  /** Ways to sign in besides passkeys: `credential` is a password, others are OAuth providers. */
  providers: string[];
  passkeys: { id: string; name: string | null; aaguid: string | null; createdAt: Date }[];
}

/** A user's account with the ways to sign in to it. Undefined when it has been deleted. */
export async function getAccount(db: Database, userId: string): Promise<Account | undefined> {
  const [[found], providers, passkeys] = await Promise.all([
    db
      .select({
        id: user.id,
        name: user.name,
        email: user.email,
        emailVerified: user.emailVerified,
        role: user.role,
        createdAt: user.createdAt,
        isAnonymous: user.isAnonymous,
        twoFactorEnabled: user.twoFactorEnabled,
      })
      .from(user)
      .where(and(eq(user.id, userId), isNull(user.deletedAt))),
    db
      .select({ providerId: account.providerId })
      .from(account)
      .where(eq(account.userId, userId))
      .orderBy(asc(account.providerId)),
    db
      .select({ id: passkey.id, name: passkey.name, aaguid: passkey.aaguid, createdAt: passkey.createdAt })
      .from(passkey)
      .where(eq(passkey.userId, userId))
      .orderBy(asc(passkey.createdAt), asc(passkey.id)),
  ]);
  if (!found) return undefined;
  const { isAnonymous, twoFactorEnabled, ...rest } = found;
  return {
    user: { ...rest, isGuest: isAnonymous === true, hasTwoFactor: twoFactorEnabled === true },
    providers: providers.map(({ providerId }) => providerId),
    passkeys,
  };
}

/** The user with an address, in any letter case. Guests have none. */
export async function findUserByEmail(db: Database, email: string): Promise<User | undefined> {
  const [found] = await db
    .select()
    .from(user)
    .where(and(eq(user.email, email.toLowerCase()), isNull(user.deletedAt), eq(user.isAnonymous, false)));
  return found;
}

/** @returns false when there is no such user */
export async function setRole(
  db: Database | Tx,
  { userId, role }: { userId: string; role: User["role"] },
): Promise<boolean> {
  const rows = await db.update(user).set({ role }).where(eq(user.id, userId)).returning({ id: user.id });
  return rows.length > 0;
}

/** A user's role. */
export async function getRole(db: Database, userId: string): Promise<User["role"] | undefined> {
  const [found] = await db
    .select({ role: user.role })
    .from(user)
    .where(and(eq(user.id, userId), isNull(user.deletedAt)));
  return found?.role;
}

/** Renames one of a user's passkeys. @returns false when the user has no such passkey */
export async function renamePasskey(
  db: Database,
  { userId, id, name }: { userId: string; id: string; name: string },
): Promise<boolean> {
  const rows = await db
    .update(passkey)
    .set({ name })
    .where(and(eq(passkey.id, id), eq(passkey.userId, userId)))
    .returning({ id: passkey.id });
  return rows.length > 0;
}

/** Removes one of a user's passkeys. @returns false when the user has no such passkey */
export async function deletePasskey(
  db: Database,
  { userId, id }: { userId: string; id: string },
): Promise<boolean> {
  const rows = await db
    .delete(passkey)
    .where(and(eq(passkey.id, id), eq(passkey.userId, userId)))
    .returning({ id: passkey.id });
  return rows.length > 0;
}

/**
 * Gives an account up: nobody can sign in to it any more, and its address is free again. Its data is deleted afterwards,
 * in pieces; see `account-deletion.ts`.
 */
export async function giveUpAccount(db: Database, userId: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.delete(session).where(eq(session.userId, userId));
    await tx.delete(apikey).where(eq(apikey.referenceId, userId));
    await tx.delete(account).where(eq(account.userId, userId));
    await tx.delete(passkey).where(eq(passkey.userId, userId));
    await tx.delete(twoFactor).where(eq(twoFactor.userId, userId));
    await tx
      .update(user)
      .set({
        name: "Deleted",
        email: sql`${user.id} || '@deleted.invalid'`,
        emailVerified: false,
        image: null,
        role: "member",
        deletedAt: sql`coalesce(${user.deletedAt}, clock_timestamp())`,
      })
      .where(eq(user.id, userId));
  });
}

/** Users whose account was given up and whose data is still there. */
export async function listGivenUp(db: Database, limit: number): Promise<string[]> {
  const rows = await db.select({ id: user.id }).from(user).where(isNotNull(user.deletedAt)).limit(limit);
  return rows.map(({ id }) => id);
}

/** What an account's deletion takes along. */
export async function countOwned(
  db: Database,
  userId: string,
): Promise<{ conversations: number; tasks: number; shares: number }> {
  const [ofConversations, ofTasks, ofShares] = await Promise.all([
    db.$count(conversations, eq(conversations.userId, userId)),
    db.$count(tasks, and(eq(tasks.userId, userId), isNull(tasks.deletedAt))),
    db.$count(shares, eq(shares.userId, userId)),
  ]);
  return { conversations: ofConversations, tasks: ofTasks, shares: ofShares };
}

/** The number of conversations that an archive of everything has a file of. */
export function countExported(db: Database, userId: string): Promise<number> {
  const { deletedAt, temporary } = conversations;
  return db.$count(
    conversations,
    and(eq(conversations.userId, userId), isNull(deletedAt), eq(temporary, false)),
  );
}
