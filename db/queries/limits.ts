import { and, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import { conversations, limits, messages, usageDays, user } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** How much of a limit has been used in its window. */
export interface Count {
  count: number;
  /** Milliseconds until the window ends. */
  endsInMs: number;
}

/** A counter in a fixed window. All processes on the database count together. */
export interface Counter {
  /** Adds one. */
  add(key: string): Promise<Count>;
  /** Takes one back that was added in this window. */
  takeBack(key: string): Promise<void>;
}

/**
 * @param name begins the keys, so that counters don't mix
 * @param seconds the length of the window
 */
export function createCounter(db: Database, name: string, seconds: number): Counter {
  const keyOf = (key: string) => `${name}:${key}`;
  const isOver = sql`${limits.expire} <= now()`;
  const end = sql`now() + make_interval(secs => ${seconds})`;
  return {
    async add(key) {
      const [row] = await db
        .insert(limits)
        .values({ key: keyOf(key), points: 1, expire: end })
        .onConflictDoUpdate({
          target: limits.key,
          set: {
            points: sql`case when ${isOver} then 1 else ${limits.points} + 1 end`,
            expire: sql`case when ${isOver} then ${end} else ${limits.expire} end`,
          },
        })
        .returning({
          count: limits.points,
          endsInMs: sql<number>`greatest(extract(epoch from ${limits.expire} - now()) * 1000, 0)`.mapWith(
            Number,
          ),
        });
      if (!row) throw new Error("a counter has no row");
      return row;
    },
    async takeBack(key) {
      await db
        .update(limits)
        .set({ points: sql`${limits.points} - 1` })
        .where(and(eq(limits.key, keyOf(key)), gt(limits.points, 0), gt(limits.expire, sql`now()`)));
    },
  };
}

/** Adds a guest's counters to those of an account, so that signing up isn't a way to begin anew. */
export async function moveLimits(
  tx: Tx,
  { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
): Promise<void> {
  const keys = ["minute", "day"].map((name) => `${name}:${fromUserId}`);
  await tx.execute(sql`
    insert into limits as counter (key, points, expire)
    select split_part(guest.key, ':', 1) || ':' || ${toUserId}::text, guest.points, guest.expire
    from limits as guest where ${inArray(sql`guest.key`, keys)} and guest.expire > now()
    on conflict (key) do update set points = case
      when counter.expire > now() then counter.points + excluded.points else excluded.points
    end, expire = greatest(counter.expire, excluded.expire)`);
  await tx.delete(limits).where(inArray(limits.key, keys));
}

/** Deletes counters whose window has ended. @returns their number, at most `limit` */
export async function pruneLimits(db: Database, now: Date, limit: number): Promise<number> {
  const due = db.select({ key: limits.key }).from(limits).where(lte(limits.expire, now)).limit(limit);
  const rows = await db
    .delete(limits)
    .where(sql`${limits.key} in ${due}`)
    .returning({ key: limits.key });
  return rows.length;
}

/** What a user's limits depend on. */
export interface Allowance {
  isGuest: boolean;
  /** Tokens of today's answers, in and out, in UTC. */
  tokensToday: number;
  /** Those of all guests, or of all members. They outlive the guests, who can be made anew. */
  tokensOfAll: number;
}

/** Undefined when there is no such user. */
export async function readAllowance(db: Database, userId: string): Promise<Allowance | undefined> {
  const tokens = db
    .select({
      tokens: sql<number>`coalesce(sum(${usageDays.inputTokens} + ${usageDays.outputTokens}), 0)`,
    })
    .from(usageDays)
    .where(and(eq(usageDays.userId, userId), eq(usageDays.day, sql`(now() at time zone 'utc')::date`)));
  // The key is the one of `finishRun`.
  const ofAll = db
    .select({ points: limits.points })
    .from(limits)
    .where(
      sql`${limits.key} = 'tokens of ' || case when ${user.isAnonymous} then 'guests' else 'members' end
        || ' ' || (now() at time zone 'utc')::date`,
    );
  const [row] = await db
    .select({
      isGuest: user.isAnonymous,
      tokensToday: sql<number>`(${tokens})`.mapWith(Number),
      tokensOfAll: sql<number>`coalesce((${ofAll}), 0)`.mapWith(Number),
    })
    .from(user)
    .where(and(eq(user.id, userId), isNull(user.deletedAt)));
  return row && { ...row, isGuest: row.isGuest === true };
}

/** Bytes of a user's messages as they are stored, without files. It reads all of the user's messages. */
export async function storedBytes(db: Database, userId: string): Promise<number> {
  const [row] = await db
    .select({
      bytes:
        sql<number>`coalesce(sum(pg_column_size(${messages.item}) + coalesce(pg_column_size(${messages.html}), 0)), 0)`.mapWith(
          Number,
        ),
    })
    .from(conversations)
    .innerJoin(messages, eq(messages.conversationId, conversations.id))
    .where(eq(conversations.userId, userId));
  return row?.bytes ?? 0;
}
