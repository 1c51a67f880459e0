import type { Readable } from "node:stream";
import { HeldFrames } from "./held-frames.ts";
import { abortError, Pieces } from "./host-request.ts";
import { type Frame, join, readFrames, wordsOf, writeFrames } from "./join-frames.ts";
import type { WordsAhead } from "./words-ahead.ts";

/** Answers of this process that may stream without their words being gathered. */
const UNGATHERED = 50;
/** Words are passed on no oftener than that with many answers, and that often with as many as a core holds. */
const [OFTEN_MS, MOST_OFTEN] = [90, 500];
/** Bytes that are held of a frame without an end. */
const MOST_HELD = 256 * 1024;
/** How long words that went ahead are kept from the SDK. */
const AHEAD_MS = 5_000;

/** Answers that stream in this process. */
let streaming = 0;

/**
 * How often words are passed on: at once while there is little to do, and ten times a second with 150 answers. With more than
 * a core has the time for, seldomer instead of later and later.
 */
const gatherMs = () =>
  streaming <= UNGATHERED
    ? 0
    : Math.max(Math.min(OFTEN_MS, streaming - UNGATHERED), (OFTEN_MS * streaming) / MOST_OFTEN);

/** Moments at which answers go on, and what they wait for, by their number. */
const moments = new Map<number, Promise<void>>();
const MOMENT_MS = 10;

/** Waits until then, and for the next moment: what many do at once costs less than what each does alone. */
function moment(then: number): Promise<void> {
  const now = performance.now();
  const number = Math.ceil(Math.max(now, then) / MOMENT_MS);
  let coming = moments.get(number);
  if (!coming) {
    coming = new Promise((resolve) => setTimeout(resolve, number * MOMENT_MS - now));
    moments.set(number, coming);
    void coming.then(() => moments.delete(number));
  }
  return coming;
}

export interface Gathering {
  /** How long words are gathered, in milliseconds; asked each time. */
  windowMs?: () => number;
  /** Of a turn that shows the words. */
  ahead?: WordsAhead | undefined;
  /** Of the request. */
  signal?: AbortSignal | null | undefined;
}

/**
 * Passes on a host's stream of events so that what an event costs on its way through the SDK, the run and the stream,
 * which doesn't depend on its length, is paid less often: while many answers stream, words that come shortly one after
 * the other are one event, and words that a turn can show at once go ahead of the SDK.
 */
export function gatherWords(
  body: Readable,
  { windowMs = gatherMs, ahead, signal }: Gathering = {},
): ReadableStream<Uint8Array> {
  const pieces = new Pieces(body);
  const frames = new HeldFrames();
  const divided = ahead && new DividedWords(ahead);
  let isStreaming = true;
  /** When words were passed on the last time, on the clock of `performance.now`. */
  let takenAt = -Infinity;
  streaming += 1;
  const leave = () => {
    if (isStreaming) streaming -= 1;
    isStreaming = false;
  };

  /** Waits for bytes to pass on, or for the end: a stream that was given neither wouldn't ask again. */
  async function next(): Promise<{ bytes: Uint8Array; isEnd: boolean }> {
    for (;;) {
      const piece = await pieces.next();
      if (!piece) return { bytes: takeAll(), isEnd: true };
      frames.add(piece);
      const ms = windowMs();
      if (ms > 0) {
        // Nothing is read meanwhile: the host's words wait where they are. The first after a silence don't wait.
        await moment(takenAt + ms);
        takenAt = performance.now();
        const rest = pieces.now();
        if (rest) frames.add(rest);
      }
      const bytes = await take(ms);
      if (bytes.length > 0) return { bytes, isEnd: false };
    }
  }

  /** Takes what can be passed on of the bytes that are held. */
  async function take(ms: number): Promise<Uint8Array> {
    if (ms === 0 && !divided) return frames.takeAll();
    const { rest, text } = frames.takeWhole();
    if (rest.length > 0) ahead?.lose();
    if (text === "") return rest.length === 0 && frames.size >= MOST_HELD ? takeAll() : rest;
    const whole = readFrames(text);
    return joined(rest, divided ? await divided.divide(whole) : writeFrames(whole));
  }

  /** Takes all bytes, though there may be words among them that nobody has read. */
  function takeAll(): Uint8Array {
    const unread = frames.takeAll();
    if (unread.length > 0) ahead?.lose();
    return joined(divided?.rest(), unread);
  }

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { bytes, isEnd } = await next();
          if (!isStreaming) return;
          if (bytes.length > 0) controller.enqueue(bytes);
          if (!isEnd) return;
          leave();
          controller.close();
        } catch (error) {
          leave();
          pieces.cancel();
          throw signal?.aborted ? abortError() : error;
        }
      },
      cancel() {
        leave();
        pieces.cancel();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Divides a host's stream between the turn, which gets words at once where it can, and the SDK. */
class DividedWords {
  readonly #ahead: WordsAhead;
  /** The text whose words came last, while nothing else has come. */
  #key: string | undefined;
  /** Words that the SDK hasn't been given yet. */
  #held: { frame: Frame; since: number } | undefined;

  constructor(ahead: WordsAhead) {
    this.#ahead = ahead;
  }

  /** Says what can be said, and returns what the SDK is given now. */
  async divide(frames: Frame[]): Promise<string> {
    const given: Frame[] = [];
    for (const frame of frames) {
      const words = wordsOf(frame);
      if (words && words.key === this.#key && this.#ahead.isLevel) {
        given.push(...this.#hold(frame));
        await this.#ahead.say(words);
        continue;
      }
      given.push(...this.#takeHeld(), frame);
      // The SDK gets the first words themselves, by which it is known that the model has begun. Hosts begin with none.
      this.#key = words?.text ? words.key : undefined;
      if (words) this.#ahead.pass(words.text);
    }
    const isDue = this.#held && performance.now() - this.#held.since >= AHEAD_MS;
    if (isDue) given.push(...this.#takeHeld());
    return writeFrames(given);
  }

  /** What the SDK hasn't been given yet. */
  rest(): string {
    return writeFrames(this.#takeHeld());
  }

  /** Returns what can't be joined with the frame: a host may number each of them in a way of its own. */
  #hold(frame: Frame): Frame[] {
    if (this.#held && join(this.#held.frame, frame)) return [];
    const before = this.#takeHeld();
    this.#held = { frame, since: performance.now() };
    return before;
  }

  #takeHeld(): Frame[] {
    const { frame } = this.#held ?? {};
    this.#held = undefined;
    return frame ? [frame] : [];
  }
}

/** Text and bytes that follow each other, as bytes. */
function joined(...parts: (string | Uint8Array | undefined)[]): Uint8Array {
  const given = parts
    .filter((part) => part !== undefined)
    .map((part) => (typeof part === "string" ? Buffer.from(part) : part));
  const [only] = given;
  return only && given.length === 1 ? only : Buffer.concat(given);
}
