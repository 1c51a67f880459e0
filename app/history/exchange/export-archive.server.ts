import { TextReader, ZipWriter } from "@zip.js/zip.js";
import { listWholeConversations, type WholeConversation } from "#db/queries/conversation-copies.ts";
import type { Database } from "#db/types.ts";
import { exportJson } from "./export-json.server.ts";
import { exportMarkdown } from "./export-markdown.server.ts";
import { fileName } from "./file-name.ts";
import { textStream } from "./text-stream.server.ts";

const PAGE = 50;

const README = `These are conversations of Chat. Each is here twice:

- .md is the version that was shown, to read.
- .json has everything, with all versions. "Import" on the history page reads this whole archive, or one such file.
`;

/**
 * All conversations of the user, or those of `ids`, as a ZIP with a Markdown and a JSON file of each. It is made
 * while it is read, a page of the database at a time, and stops when its reader goes away.
 */
export function exportArchive(
  db: Database,
  { userId, ids, now }: { userId: string; ids?: readonly string[] | undefined; now: Date },
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const zip = new ZipWriter(writable, { useWebWorkers: false, keepOrder: true });
  const write = async () => {
    await zip.add("README.txt", new TextReader(README), { lastModDate: now });
    for await (const conversation of conversationsOf(db, userId, ids)) {
      const name = `conversations/${nameOf(conversation)}`;
      const { updatedAt: lastModDate } = conversation;
      await zip.add(`${name}.md`, textStream(exportMarkdown(db, conversation)), { lastModDate });
      await zip.add(`${name}.json`, textStream(exportJson(db, conversation, now)), { lastModDate });
    }
    await zip.close();
  };
  // A failure, or a reader that has gone away, breaks the stream off.
  write().catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable;
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
