import { and, eq, gt, sql } from "drizzle-orm";
import { session } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

/** True while the better-auth session exists and has not run out. Signing out deletes it. */
export async function isSessionAlive(
  db: Database,
  { sessionId, userId }: { sessionId: string; userId: string },
): Promise<boolean> {
  const rows = await db
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, userId), gt(session.expiresAt, sql`now()`)));
  return rows.length > 0;
}
