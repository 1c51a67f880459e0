import { randomUUID } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { Disk } from "flydrive";
import { FSDriver } from "flydrive/drivers/fs";
import { env } from "#app/env.server.ts";
import { log } from "#app/log.server.ts";

/** Where the bytes of files are: a folder of this machine, or a bucket. */
let disk: Promise<Disk> | undefined;

const opened = (): Promise<Disk> => (disk ??= openDisk());

async function openDisk(): Promise<Disk> {
  const { S3_BUCKET: bucket } = env;
  if (!bucket) {
    const location = resolve(join(env.DATA_DIR, "files"));
    return new Disk(new FSDriver({ location, visibility: "private" }));
  }
  // Amazon's SDK is large, and most people have no bucket.
  const { S3Driver } = await import("flydrive/drivers/s3");
  const key = env.S3_ACCESS_KEY_ID;
  return new Disk(
    new S3Driver({
      bucket,
      region: env.S3_REGION,
      forcePathStyle: env.S3_FORCE_PATH_STYLE,
      ...(env.S3_ENDPOINT ? { endpoint: env.S3_ENDPOINT } : {}),
      ...(key ? { credentials: { accessKeyId: key, secretAccessKey: env.S3_SECRET_ACCESS_KEY ?? "" } } : {}),
      visibility: "private",
      // Not every storage of this protocol has access lists, and the checksums of Amazon's newer SDKs.
      supportsACL: false,
      requestChecksumCalculation: "WHEN_REQUIRED",
      responseChecksumValidation: "WHEN_REQUIRED",
    }),
  );
}

/** Says at the start when files are on this machine while the database may be shared with others. */
export function warnOfLocalFiles(): void {
  if (env.S3_BUCKET || env.DATABASE_DRIVER === "pglite") return;
  log.warn(
    "attached files are in DATA_DIR/files, on this machine only: with more than one machine, set S3_BUCKET",
  );
}

/** A new key. It names neither the user nor the file. */
export function newStorageKey(): string {
  const id = randomUUID().replaceAll("-", "");
  return `${id.slice(0, 2)}/${id}`;
}

/** Beside a picture lies its preview. */
const previewKey = (key: string) => `${key}.preview.webp`;

/** Stores the first `size` bytes of an open file. */
export async function storeFile(
  key: string,
  { handle, size }: { handle: FileHandle; size: number },
): Promise<void> {
  const stream = Readable.from(bytesOf(handle, size), { objectMode: false });
  await (await opened()).putStream(key, stream, { contentLength: size });
}

/** Not a stream of the handle itself, which couldn't be closed while there is one. */
async function* bytesOf(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < size;) {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(64 * 1024), 0, 64 * 1024, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

export async function storeBytes(key: string, bytes: Uint8Array): Promise<void> {
  await (await opened()).put(key, bytes);
}

export async function storePreview(key: string, bytes: Uint8Array): Promise<void> {
  await (await opened()).put(previewKey(key), bytes);
}

export const readPreview = async (key: string): Promise<Uint8Array> => readBytes(previewKey(key));

/** @throws when there is no such file, or the storage is away */
export async function readBytes(key: string): Promise<Uint8Array> {
  return (await opened()).getBytes(key);
}

/** A file's bytes, read while they are sent. `preview`: those of its preview. */
export async function readStored(
  key: string,
  { preview = false }: { preview?: boolean } = {},
): Promise<ReadableStream<Uint8Array>> {
  const stream = await (await opened()).getStream(preview ? previewKey(key) : key);
  return toWeb(stream);
}

async function* chunksOf(stream: Readable): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}

const toWeb = (stream: Readable): ReadableStream<Uint8Array> => {
  const chunks = chunksOf(stream);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel() {
      stream.destroy();
    },
  });
};

/** Deletes a file and its preview. It is no error when they are gone. */
export async function deleteStored(key: string): Promise<void> {
  const from = await opened();
  await Promise.all([from.delete(key), from.delete(previewKey(key))]);
}
