import { setImmediate as nextTick } from "node:timers/promises";
import { storableText } from "#app/chatkit/sanitize.ts";
import { withoutTurns } from "#app/chatkit/turns.ts";
import { insertWholeConversation, restoreOrFind } from "#db/queries/conversation-copies.ts";
import type { ImportReport } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { digestOf } from "#db/ids.ts";
import { arrange } from "./arrange.server.ts";
import { FORMAT } from "./format.ts";
import { ConversationSkippedError, ImportRefusedError } from "./import-refused.ts";
import type { ImportedConversation } from "./imported.ts";
import { type ArchiveFile, type AttachedFiles, jsonFiles, openAttachedFiles } from "./read-archive.server.ts";
import { readConversation, titleOf } from "./read-conversation.ts";
import { withRestoredFiles } from "./restore-files.server.ts";
import { type JsonPiece, splitJson } from "./split-json.ts";

const MAX_TITLE = 300;
/** Entries of a list in the report; the rest is only counted. */
const MAX_LISTED = 200;

interface ImportInput {
  userId: string;
  file: ArchiveFile;
  now: Date;
  /** Called after each conversation. */
  onProgress(done: number, total: number): void;
}

/**
 * Imports all conversations of a file. The whole file is checked first, so that nothing of a broken or hostile one is
 * left behind. Each conversation is then written by itself; those that are there already stay as they are, so that
 * the same file can be imported again, and an import that was interrupted goes on.
 *
 * @throws {ImportRefusedError} with the reason, before anything is written
 */
export async function runImport(db: Database, input: ImportInput): Promise<ImportReport> {
  const { userId, file, now, onProgress } = input;
  let total = 0;
  for await (const _piece of piecesOf(file)) total += 1;
  const report: ImportReport = {
    created: 0,
    restored: 0,
    present: 0,
    skippedCount: 0,
    imported: [],
    skipped: [],
  };
  let done = 0;
  const files = await openAttachedFiles(file);
  try {
    for await (const piece of piecesOf(file)) {
      await importPiece(db, { piece, userId, now, report, files });
      done += 1;
      onProgress(done, total);
      // Parsing a conversation takes the thread: let others have it in between.
      await nextTick();
    }
  } finally {
    await files.close();
  }
  if (report.created + report.restored + report.present + report.skippedCount === 0) {
    throw new ImportRefusedError("There are no conversations in this file that could be imported.");
  }
  return report;
}

async function* piecesOf(file: ArchiveFile): AsyncGenerator<JsonPiece> {
  for await (const bytes of jsonFiles(file)) yield* splitJson(bytes);
}

interface PieceInput {
  piece: JsonPiece;
  userId: string;
  now: Date;
  report: ImportReport;
  files: AttachedFiles;
}

async function importPiece(db: Database, { piece, userId, now, report, files }: PieceInput): Promise<void> {
  try {
    const conversation = readConversation(piece);
    if (!conversation) return;
    const source = conversation.id ?? digestOf(piece ?? "");
    const { outcome, id } = await write(db, { userId, now, files }, { ...conversation, id: source });
    report[outcome] += 1;
    if (outcome !== "present" && report.imported.length < MAX_LISTED) {
      report.imported.push({ id, title: titleText(conversation.title) ?? "Untitled" });
    }
  } catch (error) {
    if (!(error instanceof ConversationSkippedError)) throw error;
    report.skippedCount += 1;
    if (report.skipped.length < MAX_LISTED) {
      report.skipped.push({ title: storableText(titleOf(piece)), reason: error.message });
    }
  }
}

async function write(
  db: Database,
  { userId, now, files }: Pick<PieceInput, "userId" | "now" | "files">,
  conversation: ImportedConversation & { id: string },
) {
  const { format, folder, pinnedAt, archivedAt, status, titleSource } = conversation;
  // One's own conversation may still be here, or among the deleted ones.
  const own = format === FORMAT ? await restoreOrFind(db, { userId, ids: [conversation.id] }) : undefined;
  if (own) return { outcome: own, id: conversation.id };
  const id = `thr_${digestOf(userId, format, conversation.id)}`;
  const again = format === FORMAT ? await restoreOrFind(db, { userId, ids: [id] }) : undefined;
  if (again) return { outcome: again, id };
  // Refused before files are stored.
  arrange(conversation, id);
  const given = await withRestoredFiles(db, conversation.messages, { userId, threadId: id, files });
  const messages = arrange({ ...conversation, messages: given }, id);
  const times = messages.map(({ item }) => Date.parse(item.created_at));
  const createdAt = conversation.createdAt ?? new Date(times[0] ?? now);
  const outcome = await insertWholeConversation(db, {
    userId,
    conversation: {
      id,
      title: titleText(conversation.title),
      titleSource,
      createdAt,
      updatedAt: conversation.updatedAt ?? new Date(times.at(-1) ?? createdAt),
      pinnedAt: pinnedAt ?? null,
      archivedAt: archivedAt ?? null,
      folder: folder ?? null,
      ...(status ? { status } : {}),
    },
    messages,
  });
  return { outcome, id };
}

function titleText(title: string | null): string | null {
  const text = withoutTurns(storableText(title ?? ""))
    .replaceAll(/\s+/g, " ")
    .trim()
    .slice(0, MAX_TITLE);
  return text === "" ? null : text;
}
