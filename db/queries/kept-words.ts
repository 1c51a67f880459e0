import { and, eq, gt, sql } from "drizzle-orm";
import { newId } from "#db/ids.ts";
import { verification } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

/*
 * Words that a stranger has written before signing in. They have no owner yet: the hash of a random id, which only
 * that browser has, stands for one. They are in better-auth's table of short-lived values, which is pruned.
 */

const identifierOf = (hash: string) => `words:${hash}`;

/** Stores words until `expiresAt`. */
export async function insertKeptWords(
  db: Database,
  { hash, words, expiresAt }: { hash: string; words: string; expiresAt: Date },
): Promise<void> {
  await db
    .insert(verification)
    .values({ id: newId("words"), identifier: identifierOf(hash), value: words, expiresAt });
}

/** The words that are kept under this hash; undefined when there are none any more. */
export async function findKeptWords(db: Database, { hash }: { hash: string }): Promise<string | undefined> {
  const [row] = await db
    .select({ words: verification.value })
    .from(verification)
    .where(and(eq(verification.identifier, identifierOf(hash)), gt(verification.expiresAt, sql`now()`)))
    .limit(1);
  return row?.words;
}
