import { BlobReader, Uint8ArrayWriter, ZipReader, ZipWriter, Uint8ArrayReader } from "@zip.js/zip.js";
import mammoth from "mammoth";
import { getDocumentProxy } from "unpdf";
import { MAX_TEXT, type ReadText } from "./inspection.ts";

/* Runs in the worker thread of inspect.ts. */

/** The text of a PDF, page after page. */
export async function readPdf(bytes: Uint8Array): Promise<ReadText> {
  let pdf;
  try {
    pdf = await getDocumentProxy(bytes);
  } catch (error) {
    const isLocked = error instanceof Error && error.name === "PasswordException";
    return {
      text: null,
      problem: isLocked
        ? "The PDF has a password, so its text can’t be read."
        : "The PDF is broken, so its text can’t be read.",
    };
  }
  const pages: string[] = [];
  let length = 0;
  for (let number = 1; number <= pdf.numPages && length <= MAX_TEXT; number++) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const text = items
      .map((item) => ("str" in item ? item.str + (item.hasEOL ? "\n" : "") : ""))
      .join("")
      .trim();
    page.cleanup();
    pages.push(text);
    length += text.length;
  }
  const text = pages.filter(Boolean).join("\n\n");
  return text === ""
    ? { text: null, problem: "The PDF has no text in it; its pages may be scanned pictures." }
    : { text, problem: null };
}

/** What is unpacked of a Word document, in bytes. */
const MAX_UNPACKED = 50 * 1024 * 1024;
const MAX_ENTRIES = 2_000;
/** The parts that have text. Pictures and fonts aren't unpacked. */
const HAS_TEXT = /^(?:\[Content_Types\]\.xml|_rels\/\.rels|word\/(?:_rels\/)?[^/]+\.(?:xml|rels))$/;

/** The text of a Word document. */
export async function readWord(bytes: Uint8Array): Promise<ReadText> {
  const buffer = await unpackedWord(bytes).catch(() => undefined);
  if (!buffer) return { text: null, problem: "The Word document is broken, or unpacks to too much." };
  try {
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(buffer) });
    const text = value.replaceAll(/\n{3,}/g, "\n\n").trim();
    return text === "" ? { text: null, problem: "The document has no text in it." } : { text, problem: null };
  } catch {
    return { text: null, problem: "The Word document is broken, so its text can’t be read." };
  }
}

/**
 * The same archive with the parts that have text, stored without compression. What is unpacked is counted here, because
 * the sizes in an archive may lie, and the reader of Word documents would unpack all of it.
 */
async function unpackedWord(bytes: Uint8Array): Promise<Uint8Array> {
  const zip = new ZipReader(new BlobReader(new Blob([bytes.slice()])), {
    useWebWorkers: false,
    checkOverlappingEntry: true,
  });
  const packed = new ZipWriter(new Uint8ArrayWriter(), { level: 0, useWebWorkers: false });
  let [count, left] = [0, MAX_UNPACKED];
  for await (const entry of zip.getEntriesGenerator()) {
    count += 1;
    if (count > MAX_ENTRIES) throw new Error("too many parts");
    if (entry.directory || !HAS_TEXT.test(entry.filename)) continue;
    if (entry.uncompressedSize > left) throw new Error("too large");
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const stop = new AbortController();
    const writing = entry.getData(writable, { useWebWorkers: false, signal: stop.signal });
    writing.catch(() => undefined);
    const chunks: Uint8Array[] = [];
    try {
      for await (const chunk of readable) {
        left -= chunk.byteLength;
        if (left < 0) throw new Error("too large");
        chunks.push(chunk);
      }
    } finally {
      stop.abort();
    }
    await packed.add(entry.filename, new Uint8ArrayReader(new Uint8Array(Buffer.concat(chunks))));
  }
  await zip.close();
  return packed.close();
}
