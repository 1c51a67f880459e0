import { open, rename, rm } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { BlobWriter, ZipReader } from "@zip.js/zip.js";
import ZipStream from "zip-stream";
import { z } from "zod";
import { readPreview, readStored, storeBytes, storePreview } from "#app/files/storage.ts";
import { OpenFileReader } from "#app/http/open-file-reader.ts";
import { addFile } from "#app/http/zip-archive.ts";
import { latestMigration } from "#db/migrate.ts";
import { fillDatabase, readWholeDatabase, storageKeys, tablesInOrder } from "#db/queries/backup.ts";
import { operation, OperationError, type OperationContext } from "./operation.server.ts";

const FORMAT = 1;
const Manifest = z.object({ format: z.literal(FORMAT), migration: z.string(), createdAt: z.string() });
const tableFile = (table: string) => `tables/${table}.jsonl`;
const keyFile = (key: string) => `files/${key}`;

const backup = operation("backup", {
  async run(context, { file }) {
    const partial = `${file}.partial`;
    try {
      const handle = await open(partial, "wx", 0o600);
      const zip = new ZipStream({ zlib: { level: 6 } });
      const written = pipeline(zip, handle.createWriteStream());
      // Its failure ends the writing, which rejects.
      written.catch(() => zip.destroy());
      const counts = await writeAll(zip, context);
      zip.finalize();
      await written;
      await rename(partial, file);
      return { result: { file, ...counts }, audit: { detail: counts } };
    } catch (error) {
      await rm(partial, { force: true });
      throw isSystemError(error) ? new OperationError(`${file} can't be written: ${error.code}`) : error;
    }
  },
});

async function writeAll(zip: ZipStream, { db, onProgress }: OperationContext) {
  const date = new Date();
  const manifest = { format: FORMAT, migration: latestMigration(), createdAt: date.toISOString() };
  await addFile(zip, { name: "manifest.json", date, content: [JSON.stringify(manifest)] });
  let rows = 0;
  const total = tablesInOrder().length;
  let done = 0;
  await readWholeDatabase(db, async (table, batches) => {
    async function* lines() {
      for await (const batch of batches) {
        rows += batch.length;
        yield `${batch.join("\n")}\n`;
      }
    }
    await addFile(zip, { name: tableFile(table), date, content: lines() });
    onProgress({ done: ++done, total, label: "tables" });
  });
  const keys = await storageKeys(db);
  let files = 0;
  for (const [index, key] of keys.entries()) {
    onProgress({ done: index, total: keys.length, label: "files" });
    // A file that was deleted in the meantime has no row in a restored database that needs it for long.
    const content = await readStored(key).catch(() => undefined);
    if (!content) continue;
    files += 1;
    await addFile(zip, { name: keyFile(key), date, content });
    const preview = await readPreview(key).catch(() => undefined);
    if (preview) await addFile(zip, { name: `${keyFile(key)}.preview`, date, content: once(preview) });
  }
  return { rows, files };
}

const restore = operation("restore", {
  async run({ db, onProgress }, { file }) {
    const handle = await open(file).catch(() => {
      throw new OperationError(`${file} can't be read.`);
    });
    const zip = new ZipReader(new OpenFileReader({ handle, size: (await handle.stat()).size }), {
      useWebWorkers: false,
    });
    try {
      const found = await zip.getEntries().catch(() => {
        throw new OperationError(`${file} is no backup of this app.`);
      });
      const entries = new Map(found.map((entry) => [entry.filename, entry]));
      const blob = async (name: string) => {
        const entry = entries.get(name);
        return entry && !entry.directory ? entry.getData(new BlobWriter()) : undefined;
      };
      const manifest = Manifest.safeParse(JSON.parse((await (await blob("manifest.json"))?.text()) ?? "{}"));
      if (!manifest.success) throw new OperationError(`${file} is no backup of this app.`);
      const { migration } = manifest.data;
      if (migration !== latestMigration()) {
        throw new OperationError(
          `The backup is of another version (${migration}, this is ${latestMigration()}). Restore it with that one, then upgrade.`,
        );
      }
      async function* rowsOf(table: string): AsyncGenerator<string> {
        const content = await blob(tableFile(table));
        if (content) yield* linesOf(content);
      }
      const rows = await fillDatabase(db, rowsOf);
      if (rows === undefined) {
        throw new OperationError("This database is in use: somebody has signed up. Restore into a new one.");
      }
      const names = [...entries.keys()].filter(
        (name) => name.startsWith("files/") && !name.endsWith(".preview"),
      );
      for (const [index, name] of names.entries()) {
        onProgress({ done: index, total: names.length, label: "files" });
        const key = name.slice("files/".length);
        const content = await blob(name);
        if (content) await storeBytes(key, await content.bytes());
        const preview = await blob(`${name}.preview`);
        if (preview) await storePreview(key, await preview.bytes());
      }
      return { result: { rows, files: names.length }, audit: { detail: { rows, files: names.length } } };
    } finally {
      await zip.close();
      await handle.close();
    }
  },
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** The lines of a large text, without all of them in memory as one. */
async function* linesOf(content: Blob): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of content.stream().pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}

const isSystemError = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && "code" in error && typeof error.code === "string" && "syscall" in error;

export const backupOperations = { backup, restore };
