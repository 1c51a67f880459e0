import { and, desc, eq, gte, sql } from "drizzle-orm";
import { usageDays, user } from "../schema/index.ts";
import type { Database, Tx } from "../types.ts";

/** What an answer has cost. */
export interface TurnUsage {
  /** The model's name; `builtin` for the built-in engine. */
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** A part of the output tokens. */
  reasoningTokens: number;
}

/** Ends an insert into `usage_days as day`: what is inserted is added to what the day has. */
export const addedToDay = sql`on conflict (user_id, day, model) do update set
  turns = day.turns + excluded.turns,
  failed = day.failed + excluded.failed,
  input_tokens = day.input_tokens + excluded.input_tokens,
  output_tokens = day.output_tokens + excluded.output_tokens,
  reasoning_tokens = day.reasoning_tokens + excluded.reasoning_tokens,
  duration_ms = day.duration_ms + excluded.duration_ms`;

/** Adds to a user's day what the app has asked a model for outside of a turn, such as a summary. */
export async function addUsage(db: Database, userId: string, usage: TurnUsage): Promise<void> {
  const { model, inputTokens, outputTokens } = usage;
  await db.execute(sql`
    with spent as (
      insert into limits as total (key, points, expire)
      select 'tokens of ' || case when asker.is_anonymous then 'guests' else 'members' end
          || ' ' || (clock_timestamp() at time zone 'utc')::date,
        ${inputTokens + outputTokens}::int, clock_timestamp() + interval '2 days'
      from "user" as asker where asker.id = ${userId}
      on conflict (key) do update
        set points = least(total.points::bigint + excluded.points, 2147483647)::int
    )
    insert into usage_days as day (user_id, day, model, input_tokens, output_tokens)
    select id, (clock_timestamp() at time zone 'utc')::date, ${model}, ${inputTokens}::int, ${outputTokens}::int
    from "user" where id = ${userId}
    ${addedToDay}`);
}

/** Adds what a guest has used to an account, so that signing up isn't a way to have twice as much. */
export async function moveUsage(
  tx: Tx,
  { fromUserId, toUserId }: { fromUserId: string; toUserId: string },
): Promise<void> {
  await tx.execute(sql`
    insert into usage_days as day
    select ${toUserId}, guest.day, guest.model, guest.turns, guest.failed, guest.input_tokens, guest.output_tokens,
      guest.reasoning_tokens, guest.duration_ms
    from usage_days as guest where guest.user_id = ${fromUserId}
    ${addedToDay}`);
  await tx.delete(usageDays).where(eq(usageDays.userId, fromUserId));
}

/** What all users' answers of a day have cost. */
export interface UsageOfDay {
  /** In UTC. */
  day: string;
  turns: number;
  failed: number;
  inputTokens: number;
  outputTokens: number;
}

const sums = {
  turns: sql<number>`sum(${usageDays.turns})`.mapWith(Number),
  failed: sql<number>`sum(${usageDays.failed})`.mapWith(Number),
  inputTokens: sql<number>`sum(${usageDays.inputTokens})`.mapWith(Number),
  outputTokens: sql<number>`sum(${usageDays.outputTokens})`.mapWith(Number),
};

/** By day, newest first, of the last `days` days. For the operator. */
export function usageByDay(db: Database, days: number): Promise<UsageOfDay[]> {
  return db
    .select({ day: usageDays.day, ...sums })
    .from(usageDays)
    .where(since(days))
    .groupBy(usageDays.day)
    .orderBy(desc(usageDays.day));
}

/** By user, the largest first, of the last `days` days. For the operator. */
export function usageByPerson(
  db: Database,
  { days, limit }: { days: number; limit: number },
): Promise<(Omit<UsageOfDay, "day"> & { userId: string; email: string | null })[]> {
  const email = sql<string | null>`case when ${user.isAnonymous} then null else ${user.email} end`;
  const tokens = sql`sum(${usageDays.inputTokens} + ${usageDays.outputTokens})`;
  return db
    .select({ userId: usageDays.userId, email, ...sums })
    .from(usageDays)
    .innerJoin(user, eq(user.id, usageDays.userId))
    .where(since(days))
    .groupBy(usageDays.userId, user.isAnonymous, user.email)
    .orderBy(desc(tokens), desc(sums.turns), usageDays.userId)
    .limit(limit);
}

const since = (days: number) =>
  and(gte(usageDays.day, sql`(now() at time zone 'utc')::date - ${days - 1}::int`));
