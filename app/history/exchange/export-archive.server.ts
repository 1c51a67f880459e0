import { zipArchive, type ArchivedFile } from "#app/http/zip-archive.ts";
import { listWholeConversations, type WholeConversation } from "#db/queries/conversation-copies.ts";
import type { Database } from "#db/types.ts";
import { attachedFiles } from "./attached-files.server.ts";
import { exportJson } from "./export-json.server.ts";
import { exportMarkdown } from "./export-markdown.server.ts";
import { fileName } from "./file-name.ts";

const PAGE = 50;

const README = `These are conversations of Chat. Each is here twice:

- .md is the version that was shown, to read.
- .json has everything, with all versions. "Import" on the history page reads this whole archive, or one such file.

files/ has what was attached, and pictures that a model has made, each in a folder with the id that .json has.
`;

/**
 * All conversations of the user, or those of `ids`, as a ZIP with a Markdown and a JSON file of each. It is made
 * while it is read, a page of the database at a time, and stops when its reader goes away.
 */
export function exportArchive(
  db: Database,
  { userId, ids, now }: { userId: string; ids?: readonly string[] | undefined; now: Date },
): ReadableStream<Uint8Array> {
  async function* files(): AsyncGenerator<ArchivedFile> {
    yield { name: "README.txt", date: now, content: [README] };
    for await (const conversation of conversationsOf(db, userId, ids)) {
      yield* bothFormats(db, conversation, now);
      yield* attachedFiles(db, { userId, conversationId: conversation.id });
    }
  }
  return zipArchive(files());
}

/** A Markdown and a JSON file of each of the user's conversations. */
export async function* conversationFiles(
  db: Database,
  { userId, now }: { userId: string; now: Date },
): AsyncGenerator<ArchivedFile> {
  for await (const conversation of conversationsOf(db, userId, undefined))
    yield* bothFormats(db, conversation, now);
}

async function* bothFormats(
  db: Database,
  conversation: WholeConversation,
  now: Date,
): AsyncGenerator<ArchivedFile> {
  const name = `conversations/${nameOf(conversation)}`;
  const { updatedAt: date } = conversation;
  yield { name: `${name}.md`, date, content: exportMarkdown(db, conversation) };
  yield { name: `${name}.json`, date, content: exportJson(db, conversation, now) };
}

async function* conversationsOf(
  db: Database,
  userId: string,
  ids: readonly string[] | undefined,
): AsyncGenerator<WholeConversation> {
  let after: string | undefined;
  do {
    const rows = await listWholeConversations(db, { userId, ids, after, limit: PAGE });
    yield* rows;
    after = rows.length < PAGE ? undefined : rows.at(-1)?.id;
  } while (after !== undefined);
}

/** The end of the id keeps conversations of the same title apart. */
const nameOf = ({ folder, title, id }: WholeConversation) =>
  `${folder === null ? "" : `${fileName(folder)}/`}${fileName(title)} ${id.slice(-8)}`;
