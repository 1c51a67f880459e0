import { attachedFiles } from "#app/history/exchange/attached-files.server.ts";
import { conversationFiles } from "#app/history/exchange/export-archive.server.ts";
import { calendarText } from "#app/tasks/exchange/calendar.server.ts";
import { tasksCsv } from "#app/tasks/exchange/export-csv.server.ts";
import { zipArchive, type ArchivedFile } from "#app/http/zip-archive.ts";
import { countStoredFiles } from "#db/queries/attachments.ts";
import { countExported } from "#db/queries/accounts.ts";
import { personalRows, personalTables } from "#db/queries/personal-data.ts";
import { findTasks } from "#db/queries/tasks.ts";
import type { Database } from "#db/types.ts";

const MAX_TASKS = 20_000;

const README = `Everything that is stored about you.

conversations/  Each conversation twice: .md to read, .json with all versions. "Import" on the history page takes this
                whole archive, and makes conversations of these files again.
files/          What you have attached, and pictures that a model has made for you, each in a folder with its id.
tasks.csv       Your tasks as a table. "Import and export" on the tasks page takes it.
tasks.ics       Your tasks with a date, for a calendar.
data/           Every table of the database with rows of yours, one JSON object a line. Passwords, keys and the secrets of
                sessions are left out. The events from which a running answer is resumed (run_events) are left out
                too: they repeat the answers, and are deleted within a day.
`;

interface Everything {
  userId: string;
  now: Date;
  timeZone: string;
  origin: string;
}

/** A ZIP with all that is stored about a user, which is made while it is read; and the number of its files. */
export async function everythingArchive(
  db: Database,
  options: Everything,
): Promise<{ files: number; body: ReadableStream<Uint8Array> }> {
  const [conversations, attached] = await Promise.all([
    countExported(db, options.userId),
    countStoredFiles(db, options.userId),
  ]);
  return {
    files: 1 + 2 * conversations + attached + 2 + personalTables.length,
    body: zipArchive(everythingOf(db, options)),
  };
}

async function* everythingOf(
  db: Database,
  { userId, now, timeZone, origin }: Everything,
): AsyncGenerator<ArchivedFile> {
  yield { name: "README.txt", date: now, content: [README] };
  yield* conversationFiles(db, { userId, now });
  yield* attachedFiles(db, { userId });
  const tasks = await findTasks(db, { userId, filter: { state: "all" }, limit: MAX_TASKS });
  yield { name: "tasks.csv", date: now, content: [tasksCsv(tasks, timeZone)] };
  const dated = tasks.filter(({ dueAt }) => dueAt !== null);
  yield { name: "tasks.ics", date: now, content: [calendarText(dated, origin)] };
  for (const table of personalTables) {
    yield { name: `data/${table.name}.jsonl`, date: now, content: linesOf(db, table, userId) };
  }
}

async function* linesOf(
  db: Database,
  table: (typeof personalTables)[number],
  userId: string,
): AsyncGenerator<string> {
  for await (const rows of personalRows(db, table, userId)) {
    yield rows.map((row) => `${JSON.stringify(row)}\n`).join("");
  }
}
