import { ERR_UNSAFE_FILENAME, type Entry, type FileEntry, ZipReader } from "@zip.js/zip.js";
import { type OpenFile, OpenFileReader } from "#app/http/open-file-reader.ts";
import { ImportRefusedError } from "./import-refused.ts";

/** A file on the disk. */
export type ArchiveFile = OpenFile;

/** More than two for each conversation of a very long history. */
const MAX_ENTRIES = 100_000;
/** What is unpacked of an archive, in bytes. */
const MAX_UNPACKED = 1024 * 1024 * 1024;
/** JSON of conversations becomes a fifth to a thirtieth; a bomb a thousandth. */
const MAX_RATIO = 150;
/** A small file may be anything. */
const RATIO_FROM = 4 * 1024 * 1024;

/** Files of other exports that have none. */
const HAS_NONE =
  /(?:^|\/)(?:user|users|projects|memories|message_feedback|model_comparisons|shared_conversations|user_settings|group_chats|shopping|sora|export_manifest|library_files)\.json$/i;

/** What was attached, in our own archives. */
const ATTACHED = /^files\/(atc_\w+)\/([^/]+)$/;

/**
 * The JSON files of an uploaded archive, or the file itself, as bytes. Call it again to read them again.
 *
 * @throws {ImportRefusedError} for what is neither, and for an archive that would unpack to too much, has too many
 *   files, names that lead out of it, a password, or is broken
 */
export async function* jsonFiles(file: ArchiveFile): AsyncGenerator<AsyncIterable<Uint8Array>> {
  if (!(await isZip(file))) {
    yield bytesOf(file);
    return;
  }
  const zip = new ZipReader(new OpenFileReader(file), { useWebWorkers: false, checkOverlappingEntry: true });
  try {
    const budget = { left: MAX_UNPACKED };
    let [count, found] = [0, 0];
    for await (const entry of zip.getEntriesGenerator()) {
      count += 1;
      if (count > MAX_ENTRIES) throw new ImportRefusedError("The archive has too many files.");
      if (entry.directory || !isConversations(entry)) continue;
      if (entry.encrypted) throw new ImportRefusedError("The archive has a password. Unpack it first.");
      found += 1;
      yield unpacked(entry, budget);
    }
    if (found === 0) throw new ImportRefusedError("The archive has no conversations in it.");
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await zip.close();
  }
}

async function isZip({ handle }: ArchiveFile): Promise<boolean> {
  const head = Buffer.alloc(4);
  await handle.read(head, 0, 4, 0);
  return head.toString("latin1", 0, 2) === "PK";
}

/** The attached files of an archive. */
export interface AttachedFiles {
  /** The file with this id in the archive; its bytes are counted, like all that is unpacked. */
  find(id: string): { name: string; chunks: AsyncIterable<Uint8Array> } | undefined;
  close(): Promise<void>;
}

/** Finds the attached files of our own archives; other files have none. */
export async function openAttachedFiles(file: ArchiveFile): Promise<AttachedFiles> {
  if (!(await isZip(file))) return { find: () => undefined, close: async () => undefined };
  const zip = new ZipReader(new OpenFileReader(file), { useWebWorkers: false, checkOverlappingEntry: true });
  const entries = new Map<string, { name: string; entry: FileEntry }>();
  try {
    for await (const entry of zip.getEntriesGenerator()) {
      const [, id, name] = ATTACHED.exec(entry.filename) ?? [];
      if (id && name && !entry.directory && !entry.encrypted) entries.set(id, { name, entry });
    }
  } catch (error) {
    await zip.close();
    throw asRefusal(error);
  }
  const budget = { left: MAX_UNPACKED };
  return {
    find(id) {
      const found = entries.get(id);
      return found && { name: found.name, chunks: unpacked(found.entry, budget) };
    },
    async close() {
      await zip.close();
    },
  };
}

function isConversations({ filename }: Entry): boolean {
  const isJson = filename.toLowerCase().endsWith(".json");
  const isAttached = ATTACHED.test(filename);
  return isJson && !HAS_NONE.test(filename) && !isAttached && !filename.startsWith("__MACOSX/");
}

const isBomb = (unpackedBytes: number, packedBytes: number) =>
  unpackedBytes > RATIO_FROM && unpackedBytes > packedBytes * MAX_RATIO;

const bomb = () => new ImportRefusedError("The archive would unpack to too much, so it was refused.");

/** An entry's bytes, which are counted: the sizes in an archive may lie. */
async function* unpacked(entry: FileEntry, budget: { left: number }): AsyncGenerator<Uint8Array> {
  if (entry.uncompressedSize > budget.left || isBomb(entry.uncompressedSize, entry.compressedSize))
    throw bomb();
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const stop = new AbortController();
  const writing = entry.getData(writable, { useWebWorkers: false, signal: stop.signal });
  // A failure also breaks off the stream that is read below.
  writing.catch(() => undefined);
  const reader = readable.getReader();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      budget.left -= value.byteLength;
      if (budget.left < 0 || isBomb(bytes, entry.compressedSize)) throw bomb();
      yield value;
    }
    await writing;
  } catch (error) {
    throw asRefusal(error);
  } finally {
    stop.abort();
    await reader.cancel().catch(() => undefined);
  }
}

async function* bytesOf({ size, handle }: ArchiveFile): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(256 * 1024);
  for (let at = 0; at < size;) {
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
    if (bytesRead === 0) return;
    at += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

function asRefusal(error: unknown): ImportRefusedError {
  if (error instanceof ImportRefusedError) return error;
  const leadsOut = error instanceof Error && error.message === ERR_UNSAFE_FILENAME;
  const sentence = leadsOut
    ? "The archive has a file whose name leads out of it."
    : "The archive is broken and could not be read.";
  return new ImportRefusedError(sentence, { cause: error });
}
