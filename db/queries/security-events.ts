import { and, count, desc, eq, gt } from "drizzle-orm";
import { newId } from "../ids.ts";
import { securityEvents, type SecurityEvent, type SecurityEventKind } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

export interface NewSecurityEvent {
  userId: string;
  kind: SecurityEventKind;
  ipAddress?: string | null;
  userAgent?: string | null;
  detail?: string | null;
}

/** Longest part of a `User-Agent` header that is kept, in characters. */
const MAX_USER_AGENT = 400;

export async function insertSecurityEvent(db: Database | Tx, event: NewSecurityEvent): Promise<void> {
  const userAgent = event.userAgent?.slice(0, MAX_USER_AGENT) ?? null;
  await db.insert(securityEvents).values({ id: newId("sev"), ...event, userAgent });
}

/** The latest events of a user, newest first. */
export function listSecurityEvents(
  db: Database,
  { userId, limit }: { userId: string; limit: number },
): Promise<SecurityEvent[]> {
  return db
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(desc(securityEvents.createdAt), desc(securityEvents.id))
    .limit(limit);
}

/** How many events of a kind a user has had since a time. */
export async function countSecurityEvents(
  db: Database,
  { userId, kind, since }: { userId: string; kind: SecurityEventKind; since: Date },
): Promise<number> {
  const [row] = await db
    .select({ events: count() })
    .from(securityEvents)
    .where(
      and(
        eq(securityEvents.userId, userId),
        eq(securityEvents.kind, kind),
        gt(securityEvents.createdAt, since),
      ),
    );
  return row?.events ?? 0;
}
