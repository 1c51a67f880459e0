import { setImmediate as turn, setTimeout as delay } from "node:timers/promises";
import { joinFrames } from "./join-frames.ts";

/** Answers of this process that may stream without their words being gathered. */
const UNGATHERED = 50;
const LONGEST_MS = 100;
/** Bytes that are held at once. */
const MOST_HELD = 256 * 1024;

/** Answers that stream in this process. */
let streaming = 0;

/** How long words are gathered: not at all while there is little to do, and up to a tenth of a second with 250 answers. */
const gatherMs = () => (streaming <= UNGATHERED ? 0 : Math.min(LONGEST_MS, (streaming - UNGATHERED) / 2));

/**
 * Wraps a host's answer so that, while many answers stream, words that come shortly one after the other are one event:
 * what an event costs on its way through the SDK, the run and the stream doesn't depend on its length. Other responses
 * than streams of events are returned as they are.
 *
 * @param options.windowMs how long words are gathered, in milliseconds; asked each time
 */
export function withGatheredWords(response: Response, options = { windowMs: gatherMs }): Response {
  const { body, status, statusText, headers } = response;
  if (!body || !headers.get("content-type")?.startsWith("text/event-stream")) return response;
  return new Response(gathered(body, options.windowMs), { status, statusText, headers });
}

function gathered(body: ReadableStream<Uint8Array>, windowMs: () => number): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  const frames = new HeldFrames();
  let isStreaming = true;
  /** A read that was begun while words were gathered. */
  let next: ReturnType<typeof reader.read> | undefined;
  streaming += 1;
  const leave = () => {
    if (isStreaming) streaming -= 1;
    isStreaming = false;
  };
  const read = async () => {
    const reading = next ?? reader.read();
    next = undefined;
    return reading;
  };

  /** Waits for bytes to pass on, or for the end: a stream that was given neither wouldn't ask again. */
  async function nextPiece(): Promise<{ bytes: Uint8Array; isEnd: boolean }> {
    for (;;) {
      const result = await read();
      if (result.done) return { bytes: frames.takeAll(), isEnd: true };
      frames.add(result.value);
      const ms = windowMs();
      if (ms > 0) {
        // Nothing is read meanwhile: the host's words wait where they are.
        await delay(ms);
        await takeRest();
      }
      const bytes = ms === 0 || frames.size >= MOST_HELD ? frames.takeAll() : frames.takeWhole();
      if (bytes.length > 0) return { bytes, isEnd: false };
    }
  }

  /** Takes what has come by now. What fails is left for the next read, so that what came before it is given first. */
  async function takeRest(): Promise<void> {
    while (frames.size < MOST_HELD) {
      next ??= reader.read();
      const result = await Promise.race([next.catch(() => undefined), turn()]);
      if (!result || result.done) return;
      next = undefined;
      frames.add(result.value);
    }
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { bytes, isEnd } = await nextPiece();
          if (!isStreaming) return;
          if (bytes.length > 0) controller.enqueue(bytes);
          if (!isEnd) return;
          leave();
          controller.close();
        } catch (error) {
          leave();
          reader.cancel(error).catch(() => undefined);
          throw error;
        }
      },
      cancel(reason) {
        leave();
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Bytes of a stream of frames, which come cut anywhere. */
class HeldFrames {
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

  /** The frames that are whole, joined. */
  takeWhole(): Uint8Array {
    const bytes = this.#take();
    const from = this.#isWithin ? firstFrame(bytes) : 0;
    if (this.#isWithin && from === 0) return bytes;
    this.#isWithin = false;
    const to = Math.max(from, lastFrame(bytes));
    if (to < bytes.length) this.add(bytes.subarray(to));
    const joined = Buffer.from(joinFrames(bytes.toString("utf8", from, to)));
    return from === 0 ? joined : Buffer.concat([bytes.subarray(0, from), joined]);
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
