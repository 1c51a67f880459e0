import { RunRawModelStreamEvent, type RunStreamEvent } from "@openai/agents";
import { interleaved } from "#app/chatkit/agents/interleaved.ts";

/** Words of one part of a message. */
export interface Words {
  text: string;
  /** The index of the part. */
  part: number;
}

/**
 * Lets the words of a turn go from the host's stream to the answer directly, because each event costs a tenth of a
 * millisecond on its way through the SDK. The SDK is given them later, joined, for its own state; the answer doesn't show
 * those again.
 *
 * Words may go ahead only while the answer has everything that came before them: then all that the SDK still has are words
 * that are shown. Hence a text begins through the SDK, and nothing overtakes a call of a tool or the next part.
 */
export class WordsAhead {
  /** Characters that the host's stream has given, to the SDK or ahead of it, in this turn. */
  #passed = 0;
  /** Characters that the answer shows. */
  #shown = 0;
  /** Of those, the ones that the SDK hasn't given yet. */
  #ahead = 0;
  /** When words went ahead the last time, on the clock of `performance.now`. */
  saidAt = -Infinity;
  #isOpen = false;
  #waiting: Words | undefined;
  #taken: (() => void) | undefined;
  #wake: (() => void) | undefined;

  /** Whether words may go ahead. */
  get isLevel(): boolean {
    return this.#isOpen && this.#passed === this.#shown;
  }

  /** Characters that the answer shows: those of its text, without reasoning and refusals. */
  get shown(): number {
    return this.#shown;
  }

  /** Counts words that go through the SDK. */
  pass(text: string): void {
    this.#passed += text.length;
  }

  /** Tells that the SDK gets words that aren't counted. All go through it from then on. */
  lose(): void {
    this.#passed = NaN;
  }

  /** Gives words to the answer. Resolves when it has taken them, or is over. */
  say(words: Words): Promise<void> {
    this.#passed += words.text.length;
    this.saidAt = performance.now();
    this.#waiting = words;
    this.#wake?.();
    return new Promise((resolve) => {
      this.#taken = resolve;
      if (!this.#isOpen) resolve();
    });
  }

  /**
   * The events of the turn's run, and the words that go ahead of it. Words that are shown already are taken out of the
   * events. For one reader.
   *
   * @param state.hasResponses whether the model uses the Responses API; asked for each event
   */
  async *read(
    run: AsyncIterable<RunStreamEvent>,
    state: { readonly hasResponses: boolean },
  ): AsyncGenerator<RunStreamEvent | Words> {
    this.#isOpen = true;
    try {
      for await (const event of interleaved(run, () => this.#said())) {
        const given = event ? this.#withoutShown(event, state) : this.#take();
        if (given) yield given;
      }
    } finally {
      this.#isOpen = false;
      this.#taken?.();
    }
  }

  /** Resolves when words wait. */
  #said(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
      if (this.#waiting) resolve();
    });
  }

  #take(): Words | undefined {
    const words = this.#waiting;
    if (!words) return undefined;
    this.#waiting = undefined;
    this.#shown += words.text.length;
    this.#ahead += words.text.length;
    this.#taken?.();
    return words;
  }

  #withoutShown(event: RunStreamEvent, { hasResponses }: { readonly hasResponses: boolean }): RunStreamEvent {
    if (event.type !== "raw_model_stream_event") return event;
    const { data } = event;
    // With the Responses API, the same words come in an event of the SDK's own as well, which nobody shows.
    if (data.type === "output_text_delta" && !hasResponses) {
      const delta = this.#rest(data.delta);
      return delta === data.delta ? event : new RunRawModelStreamEvent({ ...data, delta });
    }
    if (data.type !== "model" || !isTextDelta(data.event)) return event;
    const delta = this.#rest(data.event.delta);
    return delta === data.event.delta
      ? event
      : new RunRawModelStreamEvent({ ...data, event: { ...data.event, delta } });
  }

  /** What isn't shown yet of words that the SDK gives. It is shown by the caller. */
  #rest(text: string): string {
    const shown = Math.min(this.#ahead, text.length);
    this.#ahead -= shown;
    this.#shown += text.length - shown;
    // Words that weren't counted, such as those of an agent that a hand-off has reached.
    if (this.#shown > this.#passed) this.lose();
    return text.slice(shown);
  }
}

const isTextDelta = (raw: unknown): raw is { delta: string } =>
  typeof raw === "object" &&
  raw !== null &&
  "type" in raw &&
  raw.type === "response.output_text.delta" &&
  "delta" in raw &&
  typeof raw.delta === "string";
