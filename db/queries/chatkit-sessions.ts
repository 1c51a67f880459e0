import { and, eq, gt, lte, sql } from "drizzle-orm";

import { type ChatKitSession, chatkitSessions, session, user } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

export type LiveChatKitSession = Omit<ChatKitSession, "secretHash"> & {
  user: { id: string; name: string; email: string; isAnonymous: boolean | null };
};

/**
 * Stores a ChatKit session. It expires at `expiresAt`, or earlier with the user's sign-in. Undefined when the
 * sign-in has ended or belongs to another user.
 */
export async function insertChatKitSession(
  db: Database | Tx,
  input: Pick<ChatKitSession, "id" | "userId" | "sessionId" | "secretHash" | "expiresAt">,
  now = new Date(),
): Promise<LiveChatKitSession | undefined> {
  const param = (name: keyof typeof input) => sql.param(input[name], chatkitSessions[name]);
  const inserted = db.$with("inserted").as(
    db
      .insert(chatkitSessions)
      .select(
        db
          .select({
            id: sql<string>`${param("id")}::text`.as("id"),
            userId: session.userId,
            sessionId: session.id,
            secretHash: sql<string>`${param("secretHash")}::text`.as("secret_hash"),
            expiresAt: sql<Date>`least(${session.expiresAt}, ${param("expiresAt")}::timestamptz)`.as(
              "expires_at",
            ),
            createdAt: sql<Date>`now()`.as("created_at"),
          })
          .from(session)
          .where(
            and(
              eq(session.id, input.sessionId),
              eq(session.userId, input.userId),
              gt(session.expiresAt, now),
            ),
          ),
      )
      .returning(),
  );
  const { id, userId, sessionId, expiresAt, createdAt } = inserted;
  const [row] = await db
    .with(inserted)
    .select({ id, userId, sessionId, expiresAt, createdAt, user: person })
    .from(inserted)
    .innerJoin(user, eq(user.id, userId));
  return row;
}

const person = { id: user.id, name: user.name, email: user.email, isAnonymous: user.isAnonymous };

/** The ChatKit session with this hash, if neither it nor its sign-in has expired. */
export async function findChatKitSession(
  db: Database | Tx,
  { secretHash }: Pick<ChatKitSession, "secretHash">,
  now = new Date(),
): Promise<LiveChatKitSession | undefined> {
  const { id, userId, sessionId, expiresAt, createdAt } = chatkitSessions;
  const [row] = await db
    .select({
      id,
      userId,
      sessionId,
      expiresAt,
      createdAt,
      user: person,
    })
    .from(chatkitSessions)
    .innerJoin(session, and(eq(session.id, sessionId), eq(session.userId, userId)))
    .innerJoin(user, eq(user.id, userId))
    .where(and(eq(chatkitSessions.secretHash, secretHash), gt(expiresAt, now), gt(session.expiresAt, now)));
  return row;
}

/** Deletes expired sessions and returns their number. */
export async function pruneChatKitSessions(db: Database | Tx, now = new Date()): Promise<number> {
  const gone = await db
    .delete(chatkitSessions)
    .where(lte(chatkitSessions.expiresAt, now))
    .returning({ id: chatkitSessions.id });
  return gone.length;
}
