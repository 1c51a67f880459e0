import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { apikey, type ApiKey, user } from "../schema/index.ts";
import type { Database } from "../types.ts";

export type ApiKeyRow = Pick<
  ApiKey,
  "id" | "name" | "start" | "permissions" | "createdAt" | "expiresAt" | "lastRequest"
>;

const isLive = or(isNull(apikey.expiresAt), gt(apikey.expiresAt, sql`now()`));

/** A user's keys that have not expired, newest first. */
export function listApiKeys(db: Database, userId: string): Promise<ApiKeyRow[]> {
  const { id, name, start, permissions, createdAt, expiresAt, lastRequest } = apikey;
  return db
    .select({ id, name, start, permissions, createdAt, expiresAt, lastRequest })
    .from(apikey)
    .where(and(eq(apikey.referenceId, userId), isLive))
    .orderBy(desc(createdAt), desc(id));
}

export const countApiKeys = (db: Database, userId: string): Promise<number> =>
  db.$count(apikey, and(eq(apikey.referenceId, userId), isLive));

/** Whether the key is there, and its user's account hasn't been given up. */
export async function isKeyOfUser(db: Database, key: { id: string; userId: string }): Promise<boolean> {
  const rows = await db
    .select({ id: apikey.id })
    .from(apikey)
    .innerJoin(user, eq(user.id, apikey.referenceId))
    .where(and(eq(apikey.id, key.id), eq(apikey.referenceId, key.userId), isLive, isNull(user.deletedAt)));
  return rows.length > 0;
}

/** False when the user has no such key. */
export async function deleteApiKey(db: Database, key: { id: string; userId: string }): Promise<boolean> {
  const rows = await db
    .delete(apikey)
    .where(and(eq(apikey.id, key.id), eq(apikey.referenceId, key.userId)))
    .returning({ id: apikey.id });
  return rows.length > 0;
}
