import { and, count, desc, eq, gt, ilike, isNull, max, or, sql } from "drizzle-orm";
import { newId } from "../ids.ts";
import {
  account,
  audit,
  conversations,
  runs,
  activeRunStatuses,
  session,
  user,
  type AuditEntry,
  type User,
} from "../schema/index.ts";
import { inArray } from "drizzle-orm";
import type { Database, Tx } from "../types.ts";
import { type CursorPage, decodeCursor, toCursorPage } from "./paging.ts";

/* Queries over all users, for the operator and administrators. Nothing that a user's request reaches may call them. */

export interface ListedUser extends Pick<User, "id" | "name" | "email" | "role" | "createdAt"> {
  isGuest: boolean;
  conversations: number;
  lastSeenAt: Date | null;
}

/** Users by creation, newest first, a page at a time. `q` is a part of the name or the address. */
export async function listUsers(
  db: Database,
  query: { q?: string | undefined; guests: boolean; limit: number; cursor?: string | undefined },
): Promise<CursorPage<ListedUser>> {
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor);
  const part = query.q === undefined ? undefined : `%${query.q.replaceAll(/[\\%_]/g, "\\$&")}%`;
  const ofConversations = db
    .select({ conversations: count() })
    .from(conversations)
    .where(and(eq(conversations.userId, user.id), isNull(conversations.deletedAt)));
  const ofSessions = db
    .select({ lastSeenAt: max(sql`coalesce(${session.lastSeenAt}, ${session.updatedAt})`) })
    .from(session)
    .where(eq(session.userId, user.id));
  const rows = await db
    .select({
      id: user.id,
      name: user.name,
      email: user.email,
      role: user.role,
      createdAt: user.createdAt,
      isGuest: sql<boolean>`coalesce(${user.isAnonymous}, false)`,
      conversations: sql<number>`(${ofConversations})`.mapWith(Number),
      lastSeenAt: sql<Date | null>`(${ofSessions})`.mapWith(session.updatedAt),
    })
    .from(user)
    .where(
      and(
        isNull(user.deletedAt),
        query.guests ? undefined : eq(user.isAnonymous, false),
        part === undefined ? undefined : or(ilike(user.email, part), ilike(user.name, part)),
        after &&
          sql`(${user.createdAt}, ${user.id}) < (${after.at?.toISOString() ?? null}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(user.createdAt), desc(user.id))
    .limit(query.limit + 1);
  return toCursorPage(rows, query.limit, (row) => row.createdAt);
}

/** The user with an address, in any letter case, or with an id. */
export async function findUser(db: Database, emailOrId: string): Promise<User | undefined> {
  const [found] = await db
    .select()
    .from(user)
    .where(and(isNull(user.deletedAt), or(eq(user.email, emailOrId.toLowerCase()), eq(user.id, emailOrId))));
  return found;
}

/** Adds an account. Undefined when the address has one. */
export async function createAccount(
  db: Database,
  input: { name: string; email: string; role: User["role"]; passwordHash: string | null },
): Promise<string | undefined> {
  const id = crypto.randomUUID();
  return db.transaction(async (tx) => {
    const [added] = await tx
      .insert(user)
      .values({
        id,
        name: input.name,
        email: input.email.toLowerCase(),
        role: input.role,
        emailVerified: true,
      })
      .onConflictDoNothing()
      .returning({ id: user.id });
    if (!added) return undefined;
    if (input.passwordHash !== null) {
      await tx.insert(account).values({
        id: crypto.randomUUID(),
        userId: id,
        accountId: id,
        providerId: "credential",
        password: input.passwordHash,
      });
    }
    return id;
  });
}

/** How many users there are. */
export async function countUsers(
  db: Database,
): Promise<{ accounts: number; guests: number; activeToday: number }> {
  const dayAgo = sql`now() - interval '1 day'`;
  const [[row], [active]] = await Promise.all([
    db
      .select({
        accounts: sql<number>`count(*) filter (where not coalesce(${user.isAnonymous}, false))`.mapWith(
          Number,
        ),
        guests: sql<number>`count(*) filter (where ${user.isAnonymous})`.mapWith(Number),
      })
      .from(user)
      .where(isNull(user.deletedAt)),
    db
      .select({ users: sql<number>`count(distinct ${session.userId})`.mapWith(Number) })
      .from(session)
      .where(gt(sql`coalesce(${session.lastSeenAt}, ${session.updatedAt})`, dayAgo)),
  ]);
  return { accounts: row?.accounts ?? 0, guests: row?.guests ?? 0, activeToday: active?.users ?? 0 };
}

/** Whether an account is the only one of an administrator. */
export async function isLastAdministrator(db: Database, userId: string): Promise<boolean> {
  const rows = await db
    .select({ id: user.id })
    .from(user)
    .where(and(eq(user.role, "admin"), isNull(user.deletedAt)))
    .limit(2);
  return rows.length === 1 && rows[0]?.id === userId;
}

export interface ListedRun {
  id: string;
  userId: string;
  kind: string;
  status: string;
  model: string | null;
  endReason: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

const runColumns = {
  id: runs.id,
  userId: runs.userId,
  kind: runs.kind,
  status: runs.status,
  model: runs.model,
  endReason: runs.endReason,
  createdAt: runs.createdAt,
  endedAt: runs.endedAt,
};

/** The runs of all users that are under way, oldest first. */
export function listActiveRuns(db: Database, limit: number): Promise<ListedRun[]> {
  return db
    .select(runColumns)
    .from(runs)
    .where(inArray(runs.status, activeRunStatuses))
    .orderBy(runs.createdAt, runs.id)
    .limit(limit);
}

/** The latest runs that failed or broke off, newest first, among the last thousand. */
export async function listFailedRuns(db: Database, limit: number): Promise<ListedRun[]> {
  const latest = db
    .select(runColumns)
    .from(runs)
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(1000)
    .as("latest");
  return db
    .select()
    .from(latest)
    .where(inArray(latest.status, ["failed", "interrupted"]))
    .orderBy(desc(latest.createdAt), desc(latest.id))
    .limit(limit);
}

export async function insertAudit(
  db: Database | Tx,
  entry: Omit<AuditEntry, "id" | "createdAt">,
): Promise<void> {
  await db.insert(audit).values({ id: newId("aud"), ...entry });
}

/** The latest entries of the audit log, newest first, with the addresses of those who are still here. */
export async function listAudit(
  db: Database,
  limit: number,
): Promise<(AuditEntry & { actorEmail: string | null })[]> {
  const rows = await db
    .select({ entry: audit, actorEmail: user.email })
    .from(audit)
    .leftJoin(user, eq(user.id, audit.actorId))
    .orderBy(desc(audit.createdAt), desc(audit.id))
    .limit(limit);
  return rows.map(({ entry, actorEmail }) => ({ ...entry, actorEmail }));
}
