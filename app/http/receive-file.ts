import { randomUUID } from "node:crypto";
import { open, rm, type FileHandle } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Transform, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import Busboy from "@fastify/busboy";
import { bodyLimit } from "./body-limit.ts";

/** An uploaded file on the disk. Closing it removes it; so does the end of the process. */
export interface ReceivedFile {
  /** Its name on the user's machine. */
  name: string;
  size: number;
  handle: FileHandle;
}

/** Why a form with a file was refused, in a sentence for people. */
export class UploadRefusedError extends Error {
  override name = "UploadRefusedError";
  readonly reason: "missing" | "empty" | "too_large" | "broken";

  constructor(reason: UploadRefusedError["reason"], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

const empty = () => new UploadRefusedError("empty", "The file is empty. Choose another one.");
const broken = (cause: unknown) =>
  new UploadRefusedError("broken", "The upload broke off or could not be read. Please try again.", { cause });

/**
 * Writes the one file of a `multipart/form-data` form to a temporary file, so that it is never in memory as a whole.
 * Other fields are ignored.
 *
 * @throws {UploadRefusedError} when there is no file, the form is broken, or it is larger than this path
 *   allows, or than `maxBytes`
 */
export async function receiveFile(request: Request, maxBytes = Infinity): Promise<ReceivedFile> {
  const type = request.headers.get("content-type") ?? "";
  if (!request.body || !/^multipart\/form-data\b/i.test(type)) {
    throw new UploadRefusedError("missing", "Choose a file first.");
  }
  const limit = Math.min(maxBytes, bodyLimit(new URL(request.url).pathname));
  const handle = await temporaryFile();
  const stop = new AbortController();
  let received: { name: string; written: Promise<void> } | undefined;
  try {
    const form = Busboy({
      headers: { "content-type": type },
      limits: { files: 1, fields: 20, fieldSize: 1024, parts: 21 },
    });
    form.on("file", (_field, stream, name) => {
      const written = pipeline(stream, writing(handle), { signal: stop.signal });
      // Reported below, after the form has ended.
      written.catch(() => undefined);
      received = { name, written };
    });
    // The stream of the platform's types and Node's differ by name only.
    await pipeline(Readable.from(chunksOf(request.body)), counted(limit), form);
    await received?.written;
    if (!received) throw new UploadRefusedError("missing", "Choose a file first.");
    const { size } = await handle.stat();
    if (size === 0) throw empty();
    return { name: received.name, size, handle };
  } catch (error) {
    stop.abort();
    await received?.written.catch(() => undefined);
    await handle.close();
    throw error instanceof UploadRefusedError ? error : broken(error);
  }
}

/**
 * Writes a body that is the file itself to a temporary file.
 *
 * @throws {UploadRefusedError} when it is empty, breaks off, or is larger than `maxBytes`
 */
export async function receiveBody(request: Request, maxBytes: number): Promise<Omit<ReceivedFile, "name">> {
  if (!request.body) throw empty();
  return receiveChunks(chunksOf(request.body), maxBytes);
}

/**
 * Writes chunks to a temporary file.
 *
 * @throws {UploadRefusedError} as `receiveBody`
 */
export async function receiveChunks(
  given: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Omit<ReceivedFile, "name">> {
  const handle = await temporaryFile();
  try {
    const chunks = Readable.from(given);
    await pipeline(chunks, counted(maxBytes), writing(handle));
    const { size } = await handle.stat();
    if (size === 0) throw empty();
    return { size, handle };
  } catch (error) {
    await handle.close();
    throw error instanceof UploadRefusedError ? error : broken(error);
  }
}

/** Writes to an open file. A stream of the handle itself would keep it open for ever: closing it waits for the stream. */
function writing(handle: FileHandle): Writable {
  return new Writable({
    write(chunk: Uint8Array, _encoding, next) {
      void append(chunk, next);
    },
  });
  async function append(chunk: Uint8Array, next: (error?: Error) => void): Promise<void> {
    try {
      await handle.appendFile(chunk);
    } catch (error) {
      return next(error instanceof Error ? error : new Error(String(error)));
    }
    next();
  }
}

async function temporaryFile(): Promise<FileHandle> {
  const path = join(tmpdir(), `chat-upload-${randomUUID()}`);
  const handle = await open(path, "wx+", 0o600);
  // An open file stays readable without its name, and is gone with the process, however that ends.
  await rm(path);
  return handle;
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

const megabytes = (bytes: number) => Math.floor((bytes / 1024 / 1024) * 10) / 10;

function counted(limit: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Uint8Array, _encoding, next) {
      bytes += chunk.byteLength;
      if (bytes <= limit) next(null, chunk);
      else next(new UploadRefusedError("too_large", `The file is larger than ${megabytes(limit)} MB.`));
    },
  });
}
