import { ImportRefusedError } from "./import-refused.ts";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Deeper than the trees of long conversations, and shallow enough for every parser. */
const MAX_DEPTH = 4_000;
/** A conversation of thousands of long messages. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Values of one conversation. What parses it needs memory and time for each: half a second for so many. */
const MAX_VALUES = 400_000;
/** Conversations of one file, also empty ones. */
const MAX_PIECES = 100_000;

/** The JSON text of one conversation; undefined for one that is too long. */
export type JsonPiece = string | undefined;

/**
 * Splits a file of JSON into its conversations without parsing it as a whole: the entries of an array, or one object.
 *
 * @throws {ImportRefusedError} when it is no array or object, breaks off, or is nested too deep
 */
export async function* splitJson(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<JsonPiece> {
  const splitter = new Splitter();
  for await (const chunk of chunks) yield* splitter.push(chunk);
  splitter.end();
}

class Splitter {
  /** The depth at which an object is a conversation: 1 in an array, else 0. */
  #base: 0 | 1 | undefined;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isFirst = true;
  #parts: Uint8Array[] = [];
  #bytes = 0;
  #values = 0;
  #pieces = 0;

  *push(chunk: Uint8Array): Generator<JsonPiece> {
    // A byte order mark.
    const skipped = this.#isFirst && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? 3 : 0;
    this.#isFirst = false;
    let start = this.#isInPiece() ? 0 : -1;
    for (let at = skipped; at < chunk.length; at += 1) {
      const byte = chunk[at] ?? 0;
      if (this.#isInString) {
        this.#stringByte(byte);
        continue;
      }
      switch (byte) {
        case QUOTE:
          this.#isInString = true;
          break;
        case OPEN_LIST:
        case OPEN_OBJECT:
          this.#open(byte);
          if (byte === OPEN_OBJECT && this.#depth - 1 === this.#base) start = at;
          break;
        case CLOSE_LIST:
        case CLOSE_OBJECT:
          this.#depth -= 1;
          if (this.#depth < 0) throw broken();
          if (this.#depth === this.#base && start >= 0) {
            this.#keep(chunk.subarray(start, at + 1));
            start = -1;
            yield this.#take();
          }
          break;
        case COMMA:
          this.#values += 1;
          break;
        default:
          if (start < 0 && !isBetween(byte)) throw broken();
      }
    }
    if (start >= 0) this.#keep(chunk.subarray(start));
  }

  end(): void {
    if (this.#base === undefined || this.#depth > 0 || this.#isInString) throw broken();
  }

  #isInPiece(): boolean {
    return this.#base !== undefined && this.#depth > this.#base;
  }

  #open(byte: number): void {
    const isFirst = this.#base === undefined;
    this.#base ??= byte === OPEN_LIST ? 1 : 0;
    // A list in the list, or after the first value.
    if (!isFirst && !this.#isInPiece() && byte === OPEN_LIST) throw broken();
    this.#depth += 1;
    this.#values += 1;
    if (this.#depth > MAX_DEPTH) throw new ImportRefusedError("The file is nested too deep.");
  }

  #stringByte(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isInString = false;
  }

  /** Keeps a copy: who reads a file may read its next chunk into the same buffer. */
  #keep(part: Uint8Array): void {
    this.#bytes += part.byteLength;
    if (!this.#isTooLong()) this.#parts.push(Buffer.from(part));
    else this.#parts = [];
  }

  #isTooLong(): boolean {
    return this.#bytes > MAX_BYTES || this.#values > MAX_VALUES;
  }

  #take(): JsonPiece {
    const text = this.#isTooLong() ? undefined : Buffer.concat(this.#parts).toString("utf8");
    this.#parts = [];
    this.#bytes = 0;
    this.#values = 0;
    this.#pieces += 1;
    if (this.#pieces > MAX_PIECES) throw new ImportRefusedError("The file has too many entries.");
    return text;
  }
}

/** A byte that may stand between two conversations. */
const isBetween = (byte: number) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);

const broken = () => new ImportRefusedError("The file isn’t valid JSON, or breaks off.");
