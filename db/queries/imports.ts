import { and, desc, eq, isNull, lt, notInArray, type SQL, sql } from "drizzle-orm";

import { type ImportOutcome, imports } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

interface Key {
  userId: string;
  id: string;
}

/** How far an import is: conversations that are read, and those in the file. */
interface Progress {
  done: number;
  total: number;
}

/** A user has at most this many, since each has a report. */
const MAX_IMPORTS = 5;

const now = sql`clock_timestamp()`;
const isRunning = (key: Key) =>
  and(eq(imports.id, key.id), eq(imports.userId, key.userId), isNull(imports.outcome));
/** No sign of life for so long: the process is gone. */
const isSilent = (silenceMs: number): SQL =>
  lt(imports.updatedAt, sql`${now} - ${silenceMs} * interval '1 millisecond'`);
const interrupted: ImportOutcome = { kind: "interrupted" };

/**
 * Registers an import, unless one of the user is running in any process. One that is silent has been interrupted. The
 * oldest ones go.
 */
export async function beginImport(
  db: Database,
  { silenceMs, ...key }: Key & { silenceMs: number },
): Promise<boolean> {
  const ofUser = eq(imports.userId, key.userId);
  return db.transaction(async (tx) => {
    await tx
      .update(imports)
      .set({ outcome: interrupted })
      .where(and(ofUser, isNull(imports.outcome), isSilent(silenceMs)));
    const begun = await tx
      .insert(imports)
      .values({ ...key, createdAt: now, updatedAt: now })
      .onConflictDoNothing()
      .returning({ id: imports.id });
    if (begun.length === 0) return false;
    const newest = tx
      .select({ id: imports.id })
      .from(imports)
      .where(ofUser)
      .orderBy(desc(imports.createdAt), desc(imports.id))
      .limit(MAX_IMPORTS);
    await tx.delete(imports).where(and(ofUser, notInArray(imports.id, newest)));
    return true;
  });
}

/**
 * Writes how far an import is, and that its process lives.
 *
 * @returns false when the user has no such import any more, or it has ended: there is no use in going on
 */
export async function writeImportProgress(
  db: Database,
  { done, total, ...key }: Key & Progress,
): Promise<boolean> {
  const rows = await db
    .update(imports)
    .set({ done, total, updatedAt: now })
    .where(isRunning(key))
    .returning({ id: imports.id });
  return rows.length > 0;
}

/** Ends an import that is running. One that has ended stays as it is. */
export async function endImport(
  db: Database,
  { done, total, outcome, ...key }: Key & Progress & { outcome: ImportOutcome },
): Promise<void> {
  await db.update(imports).set({ done, total, outcome, updatedAt: now }).where(isRunning(key));
}

/** Takes back an import whose file was refused before it was read. */
export async function dropImport(db: Database, key: Key): Promise<void> {
  await db.delete(imports).where(isRunning(key));
}

/** The user's latest import. Its outcome is null while it runs. */
export async function findLatestImport(
  db: Database,
  { userId, silenceMs }: { userId: string; silenceMs: number },
): Promise<(Progress & { outcome: ImportOutcome | null }) | undefined> {
  const [row] = await db
    .select({
      done: imports.done,
      total: imports.total,
      outcome: imports.outcome,
      silent: sql<boolean>`${isSilent(silenceMs)}`,
    })
    .from(imports)
    .where(eq(imports.userId, userId))
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(1);
  if (!row) return undefined;
  const { silent, ...latest } = row;
  return { ...latest, outcome: latest.outcome ?? (silent ? interrupted : null) };
}

/** Moves a guest's imports to an account. One that runs writes for the guest, so that it ends. */
export async function moveImports(
  tx: Tx,
  { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
): Promise<void> {
  await tx
    .update(imports)
    .set({
      userId: toUserId,
      outcome: sql`coalesce(${imports.outcome}, ${JSON.stringify(interrupted)}::jsonb)`,
    })
    .where(eq(imports.userId, fromUserId));
}
