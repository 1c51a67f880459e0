import { readSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { fileTypeFromBuffer } from "file-type";
import { storableText } from "#app/chatkit/sanitize.ts";
import { type Inspection, type InspectTask, MAX_TEXT, type ReadText } from "./inspection.ts";
import { decodeText, decodeWindowsText, textTypeOf } from "./text-kind.ts";

/* A worker thread that looks into one file at a time: see inspect.ts. */

const PDF = "application/pdf";
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

const port = parentPort;
port?.on("message", ({ fd, size, name }: InspectTask) => {
  void inspect(readAll(fd, size), name).then((inspection) => port.postMessage(inspection));
});

function readAll(fd: number, size: number): Uint8Array {
  const bytes = Buffer.alloc(size);
  for (let at = 0; at < size;) {
    const read = readSync(fd, bytes, at, size - at, at);
    if (read === 0) break;
    at += read;
  }
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

async function inspect(bytes: Uint8Array, name: string): Promise<Inspection> {
  // Before the signatures: two letters at the beginning of a text are the signature of a picture.
  const isPdf =
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(5, bytes.length)).toString("latin1") === "%PDF-";
  const plain = isPdf ? undefined : decodeText(bytes);
  if (plain !== undefined)
    return { mimeType: textTypeOf(name, plain), ...bounded({ text: plain, problem: null }) };
  const type = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const mimeType = isPdf ? PDF : type?.mime;
  if (mimeType === PDF) {
    const { readPdf } = await import("./read-document.ts");
    return { mimeType, ...bounded(await readPdf(bytes)) };
  }
  if (mimeType === WORD) {
    const { readWord } = await import("./read-document.ts");
    return { mimeType, ...bounded(await readWord(bytes)) };
  }
  if (mimeType) return { mimeType, text: null, problem: reasonOf(mimeType) };
  const windows = decodeWindowsText(name, bytes);
  if (windows !== undefined)
    return { mimeType: textTypeOf(name, windows), ...bounded({ text: windows, problem: null }) };
  return {
    mimeType: "application/octet-stream",
    text: null,
    problem: "This kind of file can’t be read as text.",
  };
}

/** A picture has no text, and needs no reason for it. */
function reasonOf(mimeType: string): string | null {
  if (mimeType.startsWith("image/")) return null;
  if (mimeType === "application/x-cfb") {
    return "Files of older Office programs can’t be read. Save it as .docx or PDF, and attach that.";
  }
  return "This kind of file can’t be read as text.";
}

function bounded({ text, problem }: ReadText): ReadText {
  const storable = text === null ? null : storableText(text.replace(/^\ufeff/, ""));
  if (storable === null || storable.length <= MAX_TEXT) return { text: storable, problem };
  return {
    text: storable.slice(0, MAX_TEXT).toWellFormed(),
    problem: `Only the first ${MAX_TEXT.toLocaleString("en-US")} characters were read.`,
  };
}
