import { and, desc, eq, gt, inArray, ne, or, isNull, lt, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { apikey, jwks, session, user } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { prepared, slot } from "./prepared.ts";

const aliveSession = prepared((db) =>
  db
    .select({ id: session.id })
    .from(session)
    .where(
      and(
        eq(session.id, slot("sessionId", session.id)),
        eq(session.userId, slot("userId", session.userId)),
        gt(session.expiresAt, sql`now()`),
      ),
    )
    .prepare(""),
);

/** Whether the better-auth session exists and has not expired. Signing out deletes it. */
export async function isSessionAlive(
  db: Database,
  key: { sessionId: string; userId: string },
): Promise<boolean> {
  const rows = await aliveSession(db).execute(key);
  return rows.length > 0;
}

export type SigningKey = typeof jwks.$inferSelect;

/** The keys that sign JWTs. The private ones are encrypted. */
export function listSigningKeys(db: Database): Promise<SigningKey[]> {
  return db.select().from(jwks);
}

/** Who is signed in with a session. Undefined when it has ended. */
export async function sessionUser(
  db: Database,
  key: { sessionId: string; userId: string },
): Promise<{ name: string; email: string } | undefined> {
  const [found] = await db
    .select({ name: user.name, email: user.email })
    .from(session)
    .innerJoin(user, eq(user.id, session.userId))
    .where(
      and(eq(session.id, key.sessionId), eq(session.userId, key.userId), gt(session.expiresAt, sql`now()`)),
    );
  return found;
}

export async function deleteSigningKeys(db: Database, ids: string[]): Promise<void> {
  await db.delete(jwks).where(inArray(jwks.id, ids));
}

export interface SignedInDevice {
  id: string;
  userAgent: string | null;
  ipAddress: string | null;
  createdAt: Date;
  lastSeenAt: Date;
}

/** A user's sessions, latest seen first. */
export function listSessions(
  db: Database,
  { userId, limit }: { userId: string; limit: number },
): Promise<SignedInDevice[]> {
  const lastSeenAt = sql<Date>`coalesce(${session.lastSeenAt}, ${session.updatedAt})`.mapWith(
    session.updatedAt,
  );
  return db
    .select({
      id: session.id,
      userAgent: session.userAgent,
      ipAddress: session.ipAddress,
      createdAt: session.createdAt,
      lastSeenAt,
    })
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, sql`now()`)))
    .orderBy(desc(lastSeenAt), desc(session.id))
    .limit(limit);
}

/** When a session began. Undefined when it has ended. */
export async function sessionBegan(
  db: Database,
  key: { sessionId: string; userId: string },
): Promise<Date | undefined> {
  const [found] = await db
    .select({ createdAt: session.createdAt })
    .from(session)
    .where(and(eq(session.id, key.sessionId), eq(session.userId, key.userId)));
  return found?.createdAt;
}

/** Ends one of a user's sessions, with its client secrets. @returns false when the user has no such session */
export async function deleteSession(
  db: Database,
  { userId, id }: { userId: string; id: string },
): Promise<boolean> {
  const rows = await db
    .delete(session)
    .where(and(eq(session.id, id), eq(session.userId, userId)))
    .returning({ id: session.id });
  return rows.length > 0;
}

/** Ends a user's sessions but one, or all. @returns the number of ended sessions */
export async function deleteOtherSessions(
  db: Database,
  { userId, exceptId }: { userId: string; exceptId?: string },
): Promise<number> {
  const others = exceptId === undefined ? undefined : ne(session.id, exceptId);
  const rows = await db
    .delete(session)
    .where(and(eq(session.userId, userId), others))
    .returning({ id: session.id });
  return rows.length;
}

/** Which of these sessions, or API keys, have ended. */
export async function endedSessions(db: Database, ids: string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const sessions = db
    .select({ id: session.id })
    .from(session)
    .where(and(inArray(session.id, ids), gt(session.expiresAt, sql`now()`)));
  const keys = db
    .select({ id: apikey.id })
    .from(apikey)
    .where(and(inArray(apikey.id, ids), or(isNull(apikey.expiresAt), gt(apikey.expiresAt, sql`now()`))));
  const alive = new Set((await unionAll(sessions, keys)).map(({ id }) => id));
  return ids.filter((id) => !alive.has(id));
}

/** Records that a session is in use, unless that was recorded after `since`. */
export async function touchSession(db: Database, id: string, since: Date): Promise<void> {
  await db
    .update(session)
    .set({ lastSeenAt: sql`clock_timestamp()` })
    .where(and(eq(session.id, id), or(isNull(session.lastSeenAt), lt(session.lastSeenAt, since))));
}
