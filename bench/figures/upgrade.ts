import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { createDatabase } from "#db/create-database.ts";
import type { Database } from "#db/types.ts";
import { startPostgres } from "#tests/support/postgres.ts";
import { atMost, type Figure, note } from "../report.ts";

/** The last migration that is there before the upgrade: the version before search, folders and shares. */
const BEFORE = "0005_task_feeds";
const MESSAGES = 1_000_000;
const BATCH = 100_000;
const PER_CONVERSATION = 100;
/** Seconds for which others may have to wait: as long as a migration waits for a table, and what it does to it. */
const LONGEST = 3;

/** How long an upgrade of a database with a million messages takes, and how long those who use it wait meanwhile. */
export async function upgradeFigures(): Promise<Figure[]> {
  const postgres = await startPostgres();
  const folder = mkdtempSync(join(tmpdir(), "chat-migrations-"));
  const open = (migrationsFolder?: string) =>
    createDatabase({ driver: "pg", url: postgres.url(), migrationsFolder });
  try {
    const old = await open(migrationsUntil(BEFORE, folder));
    await old.migrate();
    await fill(old.db);
    await old.close();

    const [app, upgrade] = [await open(), await open()];
    let isOver = false;
    const until = () => isOver;
    const writing = longest(until, (n) => addMessage(app.db, n));
    const reading = longest(until, () => readMessages(app.db));
    const start = performance.now();
    await upgrade.migrate();
    const seconds = (performance.now() - start) / 1000;
    isOver = true;
    const figures = [
      note(`upgrade of ${MESSAGES.toLocaleString("en")} messages`, seconds, " s"),
      atMost("  the longest that a write waits", (await writing).most / 1000, LONGEST, " s", 2),
      atMost("  the longest that a read waits", (await reading).most / 1000, LONGEST, " s", 2),
      atMost("  writes and reads that fail", (await writing).failed + (await reading).failed, 0),
    ];
    await Promise.all([app.close(), upgrade.close()]);
    return figures;
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await postgres.stop();
  }
}

function migrationsUntil(tag: string, folder: string): string {
  cpSync(join(import.meta.dirname, "../../db/migrations"), folder, { recursive: true });
  const path = join(folder, "meta/_journal.json");
  const journal: { entries: { tag: string }[] } = JSON.parse(readFileSync(path, "utf8"));
  journal.entries = journal.entries.slice(0, journal.entries.findIndex((entry) => entry.tag === tag) + 1);
  writeFileSync(path, JSON.stringify(journal));
  return folder;
}

async function fill(db: Database): Promise<void> {
  await db.execute(sql`insert into "user" (id, name, email) values ('u', 'U', 'u@example.com')`);
  await db.execute(sql`
    insert into conversations (id, user_id, title, last_seq)
    select 'c' || n, 'u', 'Title ' || n, ${PER_CONVERSATION} from generate_series(0, ${MESSAGES / PER_CONVERSATION - 1}::int) n`);
  for (let first = 0; first < MESSAGES; first += BATCH) {
    await db.execute(sql`
      insert into messages (id, conversation_id, user_id, seq, type, item, text)
      select 'm' || n, 'c' || n / ${PER_CONVERSATION}::int, 'u', 1 + n % ${PER_CONVERSATION}::int, 'assistant_message',
        jsonb_build_object('type', 'assistant_message', 'id', 'm' || n, 'text', repeat('words ', 50)), repeat('words ', 50)
      from generate_series(${first}::int, ${first + BATCH - 1}::int) n`);
  }
  await db.execute(sql`vacuum analyze`);
}

const addMessage = (db: Database, n: number) =>
  db.execute(sql`
    insert into messages (id, conversation_id, user_id, seq, type, item, text)
    values (${`new${n}`}, 'c1', 'u', ${1_000 + n}, 'user_message', '{"attachments": []}', 'words')`);
const readMessages = (db: Database) =>
  db.execute(sql`select text from messages where conversation_id = 'c2' order by seq limit 20`);

/** Does something again and again. Resolves to the longest time that it took, in milliseconds, and how often it failed. */
async function longest(isOver: () => boolean, work: (n: number) => Promise<unknown>) {
  let [most, failed] = [0, 0];
  for (let n = 0; !isOver(); n += 1) {
    const start = performance.now();
    await work(n).catch((error: unknown) => {
      failed += 1;
      console.log(error);
    });
    most = Math.max(most, performance.now() - start);
    await delay(5);
  }
  return { most, failed };
}
