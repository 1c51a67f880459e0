import { Readable } from "node:stream";
import ZipStream from "zip-stream";
import { chunkStream } from "./chunk-stream.ts";

export interface ArchivedFile {
  /** A path without a leading slash. */
  name: string;
  date: Date;
  content: Iterable<string> | AsyncIterable<string | Uint8Array>;
}

/** Files as a ZIP that is made while it is read. It stops when its reader goes away. */
export function zipArchive(files: AsyncIterable<ArchivedFile>): ReadableStream<Uint8Array> {
  const zip = new ZipStream({ zlib: { level: 6 } });
  const write = async () => {
    for await (const file of files) await addFile(zip, file);
    zip.finalize();
  };
  // A failure breaks the stream off.
  write().catch((error: unknown) => zip.destroy(error instanceof Error ? error : undefined));
  return chunkStream(chunksOf(zip));
}

/** Resolves when the file is in the archive. Rejects when that fails, or the archive's reader has gone away. */
export async function addFile(zip: ZipStream, { name, date, content }: ArchivedFile): Promise<void> {
  const source = Readable.from(content, { objectMode: false });
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
