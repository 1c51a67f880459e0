import { Readable } from "node:stream";
import ZipStream from "zip-stream";
import { listWholeConversations, type WholeConversation } from "#db/queries/conversation-copies.ts";
import type { Database } from "#db/types.ts";
import { exportJson } from "./export-json.server.ts";
import { exportMarkdown } from "./export-markdown.server.ts";
import { fileName } from "./file-name.ts";
import { chunkStream } from "./chunk-stream.server.ts";

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
  const zip = new ZipStream({ zlib: { level: 6 } });
  const write = async () => {
    await addFile(zip, { name: "README.txt", date: now, text: [README] });
    for await (const conversation of conversationsOf(db, userId, ids)) {
      const name = `conversations/${nameOf(conversation)}`;
      const { updatedAt: date } = conversation;
      await addFile(zip, { name: `${name}.md`, date, text: exportMarkdown(db, conversation) });
      await addFile(zip, { name: `${name}.json`, date, text: exportJson(db, conversation, now) });
    }
    zip.finalize();
  };
  // A failure breaks the stream off.
  write().catch((error: unknown) => zip.destroy(error instanceof Error ? error : undefined));
  return chunkStream(chunksOf(zip));
}

interface ArchivedFile {
  name: string;
  date: Date;
  text: Iterable<string> | AsyncIterable<string>;
}

/** Resolves when the file is in the archive. Rejects when that fails, or the archive's reader has gone away. */
async function addFile(zip: ZipStream, { name, date, text }: ArchivedFile): Promise<void> {
  const source = Readable.from(text, { objectMode: false });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(new Error("the reader of the archive has gone away"));
  source.once("error", reject);
  zip.once("close", stop);
  try {
    zip.entry(source, { name, date }, (error) => (error ? reject(error) : resolve()));
    await promise;
  } finally {
    zip.off("close", stop);
    source.destroy();
  }
}

async function* chunksOf(zip: ZipStream): AsyncGenerator<Uint8Array> {
  for await (const chunk of zip) if (chunk instanceof Uint8Array) yield chunk;
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
