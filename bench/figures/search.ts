import { type SQL, sql } from "drizzle-orm";
import { signUp } from "#tests/support/api-client.ts";
import { startApp } from "#tests/support/app-process.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { createDatabase } from "#db/create-database.ts";
import { foldText } from "#db/fold-text.ts";
import { parseSearch } from "#db/queries/search.ts";
import { searchConversations } from "#db/queries/search-conversations.ts";
import type { Database } from "#db/types.ts";
import { atMost, type Figure, note } from "../report.ts";
import { HIGH_LIMITS } from "../high-limits.ts";
import { latencies } from "../load.ts";
import { median } from "../statistics.ts";

const ROUNDS = 15;
const PER_USER = 100;
const SMALL = 10_000;
const LARGE = 1_000_000;
const MANY_OF_ONE = 100_000;
const FEW_OF_ONE = 1_000;
/** Messages that one statement writes. */
const BATCH = 100_000;
/** Rows whose search columns are compared with what the app would have stored. */
const CHECKED = 200;

/** A rare word, a part of one, a phrase, two letters, and a word of every tenth message. */
const SEARCHES = ["word1234", "ord77", '"word5 word6"', "wo", "common"];

/** The time of a search where there is much, as a multiple of that where there is little. */
export async function searchFigures(): Promise<Figure[]> {
  const postgres = await startPostgres();
  const postgresUrl = postgres.url();
  const small = await open(postgresUrl, "bench_search_small");
  const large = await open(postgresUrl, "bench_search_large");
  const app = await startApp({
    env: { DATABASE_URL: large.url, BETTER_AUTH_SECRET: "bench".repeat(8), ...HIGH_LIMITS },
  });
  try {
    console.log(`\nWriting ${count(LARGE)} messages, which takes some minutes …`);
    await fill(small.db, SMALL);
    await fill(large.db, LARGE);
    const few = await signUp(app.url);
    const many = await signUp(app.url);
    await addMessages(large.db, sql`select ${few.userId} as id`, FEW_OF_ONE);
    await addMessages(large.db, sql`select ${many.userId} as id`, MANY_OF_ONE);
    for (const { db } of [small, large]) {
      await requireFolded(db);
      await db.execute(sql`vacuum analyze`);
    }
    const figures: Figure[] = [];
    for (const q of SEARCHES) {
      const [atSmall, atLarge] = await compare([
        () => search(small.db, "u7", q),
        () => search(large.db, "u7", q),
      ]);
      figures.push(note(`${q}: of ${count(SMALL)} messages`, atSmall, " ms"));
      figures.push(note(`${q}: of ${count(LARGE)}`, atLarge, " ms"));
      figures.push(atMost(`${q}: ${count(LARGE)} ÷ ${count(SMALL)}`, atLarge / atSmall, 1.5, "×", 2));
      const [ofFew, ofMany] = await compare([
        () => search(large.db, few.userId, q),
        () => search(large.db, many.userId, q),
      ]);
      figures.push(note(`${q}: of a user with ${count(FEW_OF_ONE)}`, ofFew, " ms"));
      figures.push(note(`${q}: of one with ${count(MANY_OF_ONE)}`, ofMany, " ms"));
      const page = `${app.url}/history?q=${encodeURIComponent(q)}`;
      const [pageOfFew, pageOfMany] = await compare([
        () => load(page, few.cookie),
        () => load(page, many.cookie),
      ]);
      figures.push(note(`${q}: the page of a user with ${count(FEW_OF_ONE)}`, pageOfFew, " ms"));
      figures.push(note(`${q}: the page of one with ${count(MANY_OF_ONE)}`, pageOfMany, " ms"));
      figures.push(atMost(`${q}: that page ÷ the one before`, pageOfMany / pageOfFew, 3, "×", 2));
    }
    return figures;
  } finally {
    await app.stop();
    await Promise.all([small.close(), large.close()]);
    await postgres.stop();
  }
}

const count = (messages: number) => messages.toLocaleString("en");

async function open(postgresUrl: string, name: string) {
  const admin = await createDatabase({ driver: "pg", url: postgresUrl });
  await admin.db.execute(sql.raw(`create database ${name}`));
  await admin.close();
  const url = new URL(postgresUrl);
  url.pathname = name;
  const handle = await createDatabase({ driver: "pg", url: url.href });
  await handle.migrate();
  return { ...handle, url: url.href };
}

/** Adds users u1, u2, … with 100 messages each. */
async function fill(db: Database, messages: number): Promise<void> {
  const perBatch = Math.min(messages, BATCH) / PER_USER;
  for (let first = 1; first <= messages / PER_USER; first += perBatch) {
    const ids = sql`select 'u' || n as id from generate_series(${first}::int, ${first + perBatch - 1}::int) n`;
    await addUsers(db, ids, PER_USER);
  }
}

async function addUsers(db: Database, users: SQL, perUser: number): Promise<void> {
  await db.execute(sql`
    insert into "user" (id, name, email) select id, 'U', id || '@example.com' from (${users}) as users`);
  await addMessages(db, users, perUser);
}

/** Adds one conversation for ten messages. The columns for search are as `foldText` makes them. */
async function addMessages(db: Database, users: SQL, perUser: number): Promise<void> {
  await db.execute(sql`
    insert into conversations (id, user_id, title, search_title, last_seq, created_at, updated_at)
    select 'c-' || id || '-' || n, id, 'Title ' || n, ' title ' || n || ' ', 10, at, at
    from (${users}) as users, generate_series(1, ${perUser}::int / 10) n,
      lateral (select now() - n * interval '1 hour' as at) t`);
  await db.execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item, text, search_text)
    select message, thread, id, n, 'assistant_message',
      jsonb_build_object('type', 'assistant_message', 'id', message, 'thread_id', thread, 'created_at', now(),
        'content', jsonb_build_array(jsonb_build_object('type', 'output_text', 'text', words, 'annotations', '[]'::jsonb))),
      words, ' ' || words || ' '
    from (${users}) as users, generate_series(1, ${perUser}::int) n,
      lateral (
        select string_agg('word' || (random() * 5000)::int, ' ') || case when n % 10 = 0 then ' common' else '' end as words
        from generate_series(1, 40) where n = n
      ) t,
      lateral (select 'm-' || id || '-' || n as message, 'c-' || id || '-' || (1 + n % (${perUser}::int / 10)) as thread) ids`);
}

/** @throws when rows aren't as the app would have written them: what is measured would mean nothing */
async function requireFolded(db: Database): Promise<void> {
  const { rows } = await db.execute<{ text: string; folded: string }>(sql`
    (select text, search_text as folded from messages limit ${CHECKED})
    union all (select title, search_title from conversations limit ${CHECKED})`);
  const wrong = rows.find(({ text, folded }) => folded !== foldText(text));
  if (rows.length < CHECKED || wrong) throw new Error(`not indexed as the app does it: ${wrong?.text}`);
}

async function search(db: Database, userId: string, q: string): Promise<void> {
  const terms = parseSearch(q) ?? { wanted: [], excluded: [] };
  await searchConversations(db, { userId, terms, filter: {}, order: "relevance", limit: 20, offset: 0 });
}

async function load(url: string, cookie: string): Promise<void> {
  await latencies(url, cookie, 1);
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
