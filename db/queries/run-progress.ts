import { sql, type SQL } from "drizzle-orm";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { storableJson } from "#app/chatkit/sanitize.ts";
import { CHANNEL, RUN_NEWS } from "../notifications.ts";
import type { RunStatus } from "../schema/index.ts";
import type { Database } from "../types.ts";
import { packed, type LoggedEvent } from "./event-log.ts";
import { addedToDay, type TurnUsage } from "./usage.ts";

/** The unfinished items of a run after the event `seq`. */
export interface RunSnapshot {
  seq: number;
  items: ThreadItem[];
}

/** What a run has to say since its last write. */
export interface RunProgress {
  runId: string;
  /** Events since the last write, with their numbers. */
  events: LoggedEvent[];
  lastSeq: number;
  /**
   * What is written into the run's own row: a heartbeat, `lastSeq` and perhaps a snapshot. Undefined: the row stays as it
   * is, and only the log grows.
   */
  beat?: { snapshot?: RunSnapshot } | undefined;
}

/** Run ids in one notification: PostgreSQL allows 8,000 bytes, and an id has about 30. */
const IDS_PER_NOTIFICATION = 200;

/**
 * Writes the new events of several runs in one statement, with the heartbeat and snapshot of those that are due, and
 * notifies their followers in other processes. A row of `runs` is wide and has many indexes: to update it with each write
 * took half of the write-ahead log. It is locked instead, so that no other process ends the run meanwhile.
 *
 * @param options.notify whether other processes may listen
 * @returns the current user and stop request of each run. Runs that were ended or deleted are missing; nothing
 *   was written for them.
 */
export async function writeProgress(
  db: Database,
  progress: RunProgress[],
  { notify }: { notify: boolean },
): Promise<Map<string, { userId: string; stopRequested: boolean }>> {
  if (progress.length === 0) return new Map();
  const result = await db.execute<{ id: string; user_id: string; stop_requested: boolean }>(sql`
    with given as (${given(progress)}), alive as materialized (
      select runs.id, runs.user_id, runs.stop_requested_at is not null as stop_requested
      from runs join given on given.id = runs.id
      where runs.status in ('queued', 'running') for share of runs
    ), beaten as (
      update runs set last_seq = given.last_seq, snapshot = coalesce(given.beat -> 'snapshot', runs.snapshot),
        heartbeat_at = clock_timestamp()
      from given join alive on alive.id = given.id where runs.id = given.id and given.beat is not null
    ), logged as (${logEvents})
    select alive.*${notify ? sql`, (select count(*) from (${tellFollowers}) as told)` : sql``} from alive`);
  return new Map(
    result.rows.map((row) => [row.id, { userId: row.user_id, stopRequested: row.stop_requested }]),
  );
}

export interface RunEnd {
  status: RunStatus;
  /** Why it isn't `done`: an error's code, without its text. */
  endReason: string | null;
  /** Undefined when nothing has answered. */
  usage: TurnUsage | undefined;
}

/**
 * Writes a run's last events and its end, adds what it has cost to its user's day and to the day of all guests or
 * members, and notifies its followers, in one statement. A run that was ended elsewhere, for example by the reaper,
 * stays as it is.
 *
 * @param options.notify whether other processes may listen
 */
export async function finishRun(
  db: Database,
  progress: RunProgress,
  { status, endReason, usage }: RunEnd,
  { notify }: { notify: boolean },
): Promise<void> {
  const { model = null, inputTokens = null, outputTokens = null, reasoningTokens = null } = usage ?? {};
  await db.execute(sql`
    with given as (${given([progress])}), alive as (
      update runs set last_seq = given.last_seq, status = ${status}, snapshot = null, ended_at = clock_timestamp(),
        end_reason = ${endReason}, model = ${model}, input_tokens = ${inputTokens}::int,
        output_tokens = ${outputTokens}::int, reasoning_tokens = ${reasoningTokens}::int
      from given where runs.id = given.id and runs.status in ('queued', 'running')
      returning runs.id, user_id, status, model, input_tokens, output_tokens, reasoning_tokens, ended_at,
        coalesce(started_at, created_at) as began_at
    ), logged as (${logEvents}), spent as (
      insert into limits as total (key, points, expire)
      select 'tokens of ' || case when asker.is_anonymous then 'guests' else 'members' end
          || ' ' || (ended_at at time zone 'utc')::date,
        input_tokens + output_tokens, ended_at + interval '2 days'
      from alive join "user" as asker on asker.id = alive.user_id
      where input_tokens + output_tokens > 0
      on conflict (key) do update
        set points = least(total.points::bigint + excluded.points, 2147483647)::int
    ), counted as (
      insert into usage_days as day (
        user_id, day, model, turns, failed, input_tokens, output_tokens, reasoning_tokens, duration_ms
      )
      select user_id, (ended_at at time zone 'utc')::date, coalesce(model, 'builtin'), 1,
        (status in ('failed', 'interrupted'))::int, coalesce(input_tokens, 0), coalesce(output_tokens, 0),
        coalesce(reasoning_tokens, 0), extract(epoch from ended_at - began_at) * 1000
      from alive
      ${addedToDay}
    )
    ${notify ? tellFollowers : sql`select 1`}`);
}

/** The progress as rows. One parameter, however many events there are. */
function given(progress: RunProgress[]): SQL {
  const rows = progress.map(({ runId, events, lastSeq, beat }) => ({
    id: runId,
    events: packed(events),
    last_seq: lastSeq,
    ...(beat && { beat }),
  }));
  return sql`select * from jsonb_to_recordset(${storableJson(rows)}::jsonb)
    as rows (id text, last_seq int, beat jsonb, events jsonb)`;
}

const logEvents = sql`
  insert into run_events (run_id, seq, event)
  select alive.id, (entry ->> 'seq')::int, entry -> 'event'
  from alive join given on given.id = alive.id, jsonb_array_elements(given.events) as entry
  on conflict do nothing`;

const tellFollowers = sql`
  select pg_notify(${CHANNEL}::text, ${RUN_NEWS}::text || string_agg(id, ','))
  from (
    select alive.id, (row_number() over () - 1) / ${IDS_PER_NOTIFICATION}::int as part
    from alive join given on given.id = alive.id where jsonb_array_length(given.events) > 0
  ) as changed
  group by part`;
