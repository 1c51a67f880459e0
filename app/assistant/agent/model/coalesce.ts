import type { Model, StreamEvent } from "@openai/agents";

/** Answers of this process that may stream without their words being gathered. */
const UNGATHERED = 50;
const LONGEST_MS = 100;

/** Answers that stream in this process. */
let streaming = 0;

/** How long words are gathered: not at all while there is little to do, and up to a tenth of a second with 250 answers. */
const windowMs = () => (streaming <= UNGATHERED ? 0 : Math.min(LONGEST_MS, (streaming - UNGATHERED) / 2));

/**
 * Wraps a model so that, while many answers stream, words that come shortly one after the other are one event: what an
 * event costs on its way through the SDK, the run and the stream doesn't depend on its length.
 *
 * @param options.windowMs how long words are gathered, in milliseconds; asked each time
 */
export function withGatheredWords(model: Model, options = { windowMs }): Model {
  return {
    getResponse: (request) => model.getResponse(request),
    async *getStreamedResponse(request) {
      streaming += 1;
      const queue = new EventQueue();
      // A model that is silent would go on being waited for.
      const leave = new AbortController();
      const signals = request.signal ? [request.signal, leave.signal] : [leave.signal];
      const answer = model.getStreamedResponse({ ...request, signal: AbortSignal.any(signals) });
      const events = answer[Symbol.asyncIterator]();
      const reading = readAll(events, queue, leave.signal);
      try {
        for (;;) {
          await queue.filled();
          const pause = options.windowMs();
          if (pause > 0 && queue.hasOnlyWords) await queue.otherOrAfter(pause);
          yield* queue.take();
          if (queue.isAtEnd) return await reading;
        }
      } finally {
        streaming -= 1;
        leave.abort();
        Promise.resolve(events.return?.()).catch(() => undefined);
        reading.catch(() => undefined);
      }
    },
  };
}

/** Rejects with what the model fails with; what came before that is in the queue. */
async function readAll(
  events: AsyncIterator<StreamEvent>,
  queue: EventQueue,
  left: AbortSignal,
): Promise<void> {
  try {
    while (!left.aborted) {
      const result = await events.next();
      if (result.done) return;
      queue.add(result.value);
    }
  } finally {
    queue.end();
  }
}

/** Events that wait for their reader. Words that follow each other are joined. */
class EventQueue {
  #events: StreamEvent[] = [];
  /** Where the words are to which the next ones may be joined, by their kind. */
  #open = new Map<string, number>();
  #isEnded = false;
  #hasOther = false;
  #wake = Promise.withResolvers<void>();
  #wakeForOther = Promise.withResolvers<void>();

  get hasOnlyWords(): boolean {
    return !this.#hasOther && !this.#isEnded;
  }

  get isAtEnd(): boolean {
    return this.#isEnded && this.#events.length === 0;
  }

  add(event: StreamEvent): void {
    const kind = wordsOf(event);
    const at = kind === undefined ? undefined : this.#open.get(kind);
    const joined = at === undefined ? undefined : join(this.#events[at], event);
    if (at !== undefined && joined) {
      this.#events[at] = joined;
    } else {
      if (kind === undefined) {
        this.#open.clear();
        this.#hasOther = true;
        this.#wakeForOther.resolve();
      } else this.#open.set(kind, this.#events.length);
      this.#events.push(event);
    }
    this.#wake.resolve();
  }

  end(): void {
    this.#isEnded = true;
    this.#wake.resolve();
    this.#wakeForOther.resolve();
  }

  async filled(): Promise<void> {
    if (this.#events.length === 0 && !this.#isEnded) await this.#wake.promise;
  }

  /** Resolves when something other than words has come, or after some time. */
  async otherOrAfter(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([late, this.#wakeForOther.promise]);
    clearTimeout(timer);
  }

  take(): StreamEvent[] {
    const events = this.#events;
    this.#events = [];
    this.#open = new Map();
    this.#hasOther = false;
    this.#wake = Promise.withResolvers();
    this.#wakeForOther = Promise.withResolvers();
    if (this.#isEnded) this.end();
    return events;
  }
}

/** Undefined for an event that is more than words of an answer; else, words of one kind may be joined. */
function wordsOf(event: StreamEvent): string | undefined {
  if (event.type === "output_text_delta") return "text";
  if (event.type !== "model") return undefined;
  const raw: unknown = event.event;
  if (isTextDelta(raw)) return `${raw.item_id} ${raw.content_index}`;
  return isChatText(raw) ? "chat" : undefined;
}

/** Undefined when they can't be joined. */
function join(before: StreamEvent | undefined, next: StreamEvent): StreamEvent | undefined {
  if (before?.type === "output_text_delta" && next.type === "output_text_delta") {
    return { ...before, delta: before.delta + next.delta };
  }
  if (before?.type !== "model" || next.type !== "model") return undefined;
  const [first, second]: unknown[] = [before.event, next.event];
  if (isTextDelta(first) && isTextDelta(second)) {
    return { ...before, event: { ...first, delta: first.delta + second.delta } };
  }
  // Its text is in the event of the SDK, and nothing else in it is read.
  return isChatText(first) && isChatText(second) ? before : undefined;
}

interface TextDelta {
  type: "response.output_text.delta";
  item_id: string;
  content_index: number;
  delta: string;
}

function isTextDelta(raw: unknown): raw is TextDelta {
  return (
    typeof raw === "object" &&
    raw !== null &&
    "type" in raw &&
    raw.type === "response.output_text.delta" &&
    "delta" in raw &&
    typeof raw.delta === "string" &&
    "item_id" in raw &&
    typeof raw.item_id === "string" &&
    "content_index" in raw &&
    typeof raw.content_index === "number"
  );
}

/** A chunk of a chat completion that has text alone. */
function isChatText(raw: unknown): boolean {
  if (typeof raw !== "object" || raw === null || !("choices" in raw)) return false;
  if ("usage" in raw && raw.usage) return false;
  const [choice]: unknown[] = Array.isArray(raw.choices) && raw.choices.length === 1 ? raw.choices : [];
  if (typeof choice !== "object" || choice === null || ("finish_reason" in choice && choice.finish_reason)) {
    return false;
  }
  const delta = "delta" in choice ? choice.delta : undefined;
  if (typeof delta !== "object" || delta === null) return false;
  return Object.entries(delta).every(
    ([name, value]) => name === "content" || name === "role" || value == null,
  );
}
