import { createDatabase } from "#db/create-database.ts";
import { sql } from "drizzle-orm";
import { signUp } from "#tests/support/api-client.ts";
import type { Database } from "#db/types.ts";
import { latencies } from "../load.ts";
import { atMost, type Figure, note } from "../report.ts";
import { median } from "../statistics.ts";
import type { World } from "../world.ts";

const FEW = 100;
const MANY = 100_000;
const DAY_MS = 86_400_000;
const ROUNDS = 5;
const REQUESTS = 10;
/** Allows for noise, and for links to 37 months instead of one. Work that grows with the data would be many times slower. */
const LIMIT = 1.5;

/**
 * The times of the pages of 100,000 conversations of three years, as multiples of those of 100 of one day, which fill
 * the same pages.
 */
export async function historyFigures({ app, proxy }: World): Promise<Figure[]> {
  const [few, many] = [await signUp(app.url), await signUp(app.url)];
  const month = new Date(Date.now() - 365 * DAY_MS).toISOString().slice(0, 7);
  const day = new Date(`${month}-15T00:00Z`);
  const { db, close } = await createDatabase({ driver: "pg", url: proxy.url });
  try {
    const until = new Date(day.getTime() + DAY_MS);
    await giveHistory(db, few.userId, { count: FEW, from: day, until, each: 2 });
    const years = { from: new Date(Date.now() - 3 * 365 * DAY_MS), until: new Date() };
    await giveHistory(db, many.userId, { count: MANY, ...years, each: 10 });
    await db.execute("vacuum analyze");
  } finally {
    await close();
  }
  const paths: [name: string, path: (userId: string) => string][] = [
    ["the first page", () => ""],
    ["the last page", () => "?end=1"],
    ["a month", () => `/${month.replace("-", "/")}`],
    ["a day", () => `/${month.replace("-", "/")}?day=15`],
    ["pinned", () => "?in=pinned"],
    ["archived", () => "?in=archived"],
    ["recently deleted", () => "?in=deleted"],
    ["a folder", (userId) => `?folder=${folderOf(userId)}`],
    ["with files", () => "?has=files"],
    ["with tasks", () => "?has=tasks"],
  ];
  const figures: Figure[] = [];
  for (const [name, path] of paths) {
    const times = { few: Array<number>(), many: Array<number>() };
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [which, person] of [["few", few] as const, ["many", many] as const]) {
        const page = `${app.url}/history${path(person.userId)}`;
        const taken = await latencies(page, person.cookie, REQUESTS);
        if (round > 0) times[which].push(...taken);
      }
    }
    const [ofFew, ofMany] = [median(times.few), median(times.many)];
    figures.push(note(`${name}: of ${FEW} conversations`, ofFew, " ms"));
    figures.push(note(`${name}: of ${MANY.toLocaleString("en")}`, ofMany, " ms"));
    figures.push(atMost(`${name}: ${MANY.toLocaleString("en")} ÷ ${FEW}`, ofMany / ofFew, LIMIT, "×", 2));
  }
  return figures;
}

const folderOf = (userId: string) => `fld_${userId}`;

/**
 * Adds conversations with two messages each, evenly spread over a time. One of `each` is in a folder and has tasks,
 * another is archived. Of the oldest, 50 have a file and 50 are pinned; the latest 50 were deleted.
 */
async function giveHistory(
  db: Database,
  userId: string,
  { count, from, until, each }: { count: number; from: Date; until: Date; each: number },
): Promise<void> {
  await db.execute(sql`
    insert into folders (id, user_id, name, color) values (${folderOf(userId)}, ${userId}, 'Folder', 'blue')`);
  await db.execute(sql`
    insert into conversations (id, user_id, title, search_title, last_seq, created_at, updated_at,
      folder_id, archived_at, deleted_at, pinned_at)
    select 'thr_' || md5(${userId} || n), ${userId}, 'Conversation ' || n, ' conversation ' || n || ' ', 2, at, at,
      case when n % ${each}::int = 0 then ${folderOf(userId)} end, case when n % ${each}::int = 1 then at end,
      case when n > ${count}::int then now() end, case when n % ${each}::int = 0 and n <= 50 * ${each}::int then at end
    from generate_series(1, ${count + 50}::int) n,
      lateral (select ${from.toISOString()}::timestamptz
        + (${until.toISOString()}::timestamptz - ${from.toISOString()}::timestamptz) * n / ${count + 51} as at) t`);
  await db.execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item, text, search_text, created_at)
    select 'msg_' || md5(id || seq), id, user_id, seq,
      case when seq = 1 then 'user_message' when n % ${each} = 0 then 'widget' else 'assistant_message' end,
      jsonb_build_object('attachments', case when n % ${each} = 0 and n <= 50 * ${each} then '[{}]'::jsonb else '[]'::jsonb end),
      'message ' || seq, ' message ' || seq || ' ', created_at
    from (
      select *, row_number() over (order by created_at)::int as n from conversations where user_id = ${userId}
    ) as c, generate_series(1, 2) seq`);
}
