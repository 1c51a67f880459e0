import { sql } from "drizzle-orm";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { Database } from "#db/types.ts";
import { MARK } from "./moody-model.ts";
import { textOf, TURN_LIMIT_MS, type Sent } from "./users.ts";

export interface Verdict {
  /** Acknowledged items that aren't stored, or not as they were acknowledged. */
  lost: string[];
  /** Marks with more than one message or more than one answer. */
  doubled: string[];
  /** Turns without an end in time, as clients and the database see it. */
  unended: string[];
  /** How the turns ended, by the status of their runs. */
  ends: Record<string, number>;
}

/** Compares what clients were told with what is stored. */
export async function check(database: Database, sent: Sent[]): Promise<Verdict> {
  const { rows: messages } = await database.execute<{ id: string; type: string; item: ThreadItem }>(
    sql`select id, type, item from messages`,
  );
  const stored = new Map(messages.map(({ id, item }) => [id, textOf(item)]));
  const lost = sent.flatMap(({ mark, acknowledged }) =>
    [...acknowledged].filter(([id, text]) => stored.get(id) !== text).map(([id]) => `${mark} ${id}`),
  );
  const counts = new Map<string, number>();
  for (const { type, item } of messages) {
    if (type !== "user_message" && type !== "assistant_message") continue;
    for (const mark of textOf(item).match(MARK) ?? []) {
      counts.set(`${type} ${mark}`, (counts.get(`${type} ${mark}`) ?? 0) + 1);
    }
  }
  const { rows: runs } = await database.execute<{ id: string; status: string; seconds: number | null }>(
    sql`select id, status, extract(epoch from ended_at - created_at)::float as seconds from runs`,
  );
  const ends: Record<string, number> = {};
  for (const { status } of runs) ends[status] = (ends[status] ?? 0) + 1;
  const lateRuns = runs.filter(({ seconds }) => seconds === null || seconds * 1000 > TURN_LIMIT_MS);
  return {
    lost,
    doubled: [...counts].filter(([, count]) => count > 1).map(([name]) => name),
    unended: [
      ...sent.filter(({ ms }) => ms === undefined || ms > TURN_LIMIT_MS).map(({ mark }) => mark),
      ...lateRuns.map(({ id }) => id),
    ],
    ends,
  };
}

/** Resolves when no run is active, or rejects after the time that a turn may take. */
export async function untilAllEnded(database: Database): Promise<void> {
  const deadline = Date.now() + TURN_LIMIT_MS;
  for (;;) {
    const { rows } = await database.execute<{ count: number }>(
      sql`select count(*)::int as count from runs where status in ('queued', 'running')`,
    );
    if (rows[0]?.count === 0) return;
    if (Date.now() > deadline) throw new Error(`${rows[0]?.count} runs are active after ${TURN_LIMIT_MS} ms`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}
