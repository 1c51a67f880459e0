import { and, eq, gt, inArray, sql } from "drizzle-orm";
import { jwks, session } from "#db/schema/index.ts";
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

/** The keys that sign JWTs. The private ones are encrypted. */
export function listSigningKeys(db: Database): Promise<{ id: string; privateKey: string }[]> {
  return db.select({ id: jwks.id, privateKey: jwks.privateKey }).from(jwks);
}

export async function deleteSigningKeys(db: Database, ids: string[]): Promise<void> {
  await db.delete(jwks).where(inArray(jwks.id, ids));
}
