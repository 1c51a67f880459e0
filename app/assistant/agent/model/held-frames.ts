/** Bytes of a stream of frames, which come cut anywhere. */
export class HeldFrames {
  #held: Uint8Array[] = [];
  size = 0;
  /** What was taken last ended within a frame, the rest of which can't be read. */
  #isWithin = false;

  add(bytes: Uint8Array): void {
    this.#held.push(bytes);
    this.size += bytes.length;
  }

  /** Everything as it came. */
  takeAll(): Uint8Array {
    const bytes = this.#take();
    if (bytes.length > 0) this.#isWithin = !endsFrame(bytes);
    return bytes;
  }

  /** The frames that are whole, and the rest of one whose beginning was taken before. */
  takeWhole(): { rest: Uint8Array; text: string } {
    const bytes = this.#take();
    const from = this.#isWithin ? firstFrame(bytes) : 0;
    if (this.#isWithin && from === 0) return { rest: bytes, text: "" };
    this.#isWithin = false;
    const to = Math.max(from, lastFrame(bytes));
    if (to < bytes.length) this.add(bytes.subarray(to));
    return { rest: bytes.subarray(0, from), text: bytes.toString("utf8", from, to) };
  }

  #take(): Buffer {
    const [first] = this.#held;
    const bytes =
      first && this.#held.length === 1
        ? Buffer.from(first.buffer, first.byteOffset, first.byteLength)
        : Buffer.concat(this.#held);
    this.#held = [];
    this.size = 0;
    return bytes;
  }
}

const [LF, CRLF] = ["\n\n", "\n\r\n"] as const;

/** Where the frame ends that ends first; 0 when none does. */
function firstFrame(bytes: Buffer): number {
  const ends = [LF, CRLF].flatMap((end) => (bytes.includes(end) ? bytes.indexOf(end) + end.length : []));
  return ends.length > 0 ? Math.min(...ends) : 0;
}

/** Where the frame ends that ends last; 0 when none does. */
function lastFrame(bytes: Buffer): number {
  const ends = [LF, CRLF].flatMap((end) => (bytes.includes(end) ? bytes.lastIndexOf(end) + end.length : []));
  return Math.max(0, ...ends);
}

const endsFrame = (bytes: Uint8Array): boolean =>
  lastFrame(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) === bytes.length;
