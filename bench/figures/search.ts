import { sql } from "drizzle-orm";
import { startPostgres } from "#tests/support/postgres.ts";
import { createDatabase } from "#db/create-database.ts";
import { parseSearch } from "#db/queries/search.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
import type { Database } from "#db/types.ts";
import { atMost, type Figure, note } from "../report.ts";
import { median } from "../statistics.ts";

const ROUNDS = 15;
const PER_USER = 100;
const SMALL = 10_000;
/** A million by `BENCH_SEARCH_MESSAGES=1000000`, which takes five minutes more. */
const LARGE = Number(process.env.BENCH_SEARCH_MESSAGES ?? 100_000);
const MANY_OF_ONE = 100_000;
const FEW_OF_ONE = 1_000;

/** A rare word, a part of one, a phrase, two letters, and a word of every tenth message. */
const SEARCHES = ["word1234", "ord77", '"word5 word6"', "wo", "common"];

/** The time of a search where there is much, as a multiple of that where there is little. */
export async function searchFigures(): Promise<Figure[]> {
  const postgres = await startPostgres();
  const postgresUrl = postgres.url();
  const small = await open(postgresUrl, "bench_search_small");
  const large = await open(postgresUrl, "bench_search_large");
  try {
    await fill(small.db, SMALL, PER_USER);
    await fill(large.db, LARGE, PER_USER);
    await fillUser(large.db, "few", FEW_OF_ONE);
    await fillUser(large.db, "many", MANY_OF_ONE);
    for (const { db } of [small, large]) await db.execute(sql`vacuum analyze`);
    const figures: Figure[] = [];
    for (const q of SEARCHES) {
      const [atSmall, atLarge] = await compare([
        () => search(small.db, "u7", q),
        () => search(large.db, "u7", q),
      ]);
      figures.push(note(`${q}: of ${SMALL.toLocaleString("en")} messages`, atSmall, " ms"));
      figures.push(atMost(`${q}: ${LARGE.toLocaleString("en")} ÷ that`, atLarge / atSmall, 1.5, "×", 2));
      const [few, many] = await compare([
        () => search(large.db, "few", q),
        () => search(large.db, "many", q),
      ]);
      figures.push(atMost(`${q}: a user with 100,000 ÷ 1,000`, many / few, 3, "×", 2));
      figures.push(note(`${q}: of that user`, many, " ms"));
    }
    return figures;
  } finally {
    await Promise.all([small.close(), large.close()]);
    await postgres.stop();
  }
}

async function open(postgresUrl: string, name: string) {
  const admin = await createDatabase({ driver: "pg", url: postgresUrl });
  await admin.db.execute(sql.raw(`create database ${name}`));
  await admin.close();
  const url = new URL(postgresUrl);
  url.pathname = name;
  const handle = await createDatabase({ driver: "pg", url: url.href });
  await handle.migrate();
  return handle;
}

/** Users u1, u2, … with one conversation for ten messages. */
async function fill(db: Database, messages: number, perUser: number): Promise<void> {
  for (let user = 1; user <= messages / perUser; user += 1_000) {
    const last = Math.min(user + 999, messages / perUser);
    await addUsers(
      db,
      sql`select 'u' || n as id from generate_series(${user}::int, ${last}::int) n`,
      perUser,
    );
  }
}

const fillUser = (db: Database, id: string, messages: number) =>
  addUsers(db, sql`select ${id}::text as id`, messages);

async function addUsers(db: Database, users: ReturnType<typeof sql>, perUser: number): Promise<void> {
  await db.execute(sql`
    insert into "user" (id, name, email) select id, 'U', id || '@example.com' from (${users}) as users`);
  await db.execute(sql`
    insert into conversations (id, user_id, title, search_title, created_at, updated_at)
    select 'c-' || id || '-' || n, id, 'Title ' || n, ' title ' || n || ' ', at, at
    from (${users}) as users, generate_series(1, ${perUser}::int / 10) n,
      lateral (select now() - n * interval '1 hour' as at) t`);
  await db.execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item, text, search_text)
    select 'm-' || id || '-' || n, 'c-' || id || '-' || (1 + n % (${perUser}::int / 10)), id, n,
      'assistant_message', '{}', words, ' ' || words || case when n % 10 = 0 then ' common ' else ' ' end
    from (${users}) as users, generate_series(1, ${perUser}::int) n,
      lateral (
        select string_agg('word' || (random() * 5000)::int, ' ') as words from generate_series(1, 40) where n = n
      ) t`);
}

async function search(db: Database, userId: string, q: string): Promise<void> {
  const terms = parseSearch(q) ?? { wanted: [], excluded: [] };
  await searchConversations(db, { userId, terms, filter: {}, order: "relevance", limit: 20, offset: 0 });
}

/** The median times, taken in turns. */
async function compare(works: [() => Promise<void>, () => Promise<void>]): Promise<[number, number]> {
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const index of [0, 1] as const) {
      const start = performance.now();
      await works[index]();
      if (round > 0) times[index].push(performance.now() - start);
    }
  }
  return [median(times[0]), median(times[1])];
}
