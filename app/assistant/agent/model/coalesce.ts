import type { Model, StreamEvent } from "@openai/agents";

/** Answers of this process that may stream without their words being gathered. */
const UNGATHERED = 50;
const LONGEST_MS = 100;

/** Answers that stream in this process. */
let streaming = 0;

/** How long words are gathered: not at all while there is little to do, and up to a tenth of a second with 250 answers. */
const windowMs = () => (streaming <= UNGATHERED ? 0 : Math.min(LONGEST_MS, (streaming - UNGATHERED) / 2));

type Events = AsyncIterator<StreamEvent>;
type Read = Promise<IteratorResult<StreamEvent>>;

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
      // A model that is silent would go on being waited for.
      const leave = new AbortController();
      const signals = request.signal ? [request.signal, leave.signal] : [leave.signal];
      const answer = model.getStreamedResponse({ ...request, signal: AbortSignal.any(signals) });
      const events = answer[Symbol.asyncIterator]();
      /** An event that was asked for while words were gathered. */
      let next: Read | undefined;
      try {
        for (;;) {
          const result = await (next ?? events.next());
          next = undefined;
          if (result.done) return;
          const ms = wordsOf(result.value) === undefined ? 0 : options.windowMs();
          if (ms === 0) {
            yield result.value;
            continue;
          }
          const gathered = new Gathered(result.value);
          ({ next } = await gather(events, gathered, ms));
          yield* gathered.events;
        }
      } finally {
        streaming -= 1;
        leave.abort();
        Promise.resolve(events.return?.()).catch(() => undefined);
      }
    },
  };
}

/**
 * Gathers words for some time, or until something else comes. What has come before a failure is given first: the failure
 * is that of the returned event.
 *
 * @returns the event that was still waited for, if one was
 */
async function gather(events: Events, gathered: Gathered, ms: number): Promise<{ next?: Read }> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  try {
    // By the clock too: a timer isn't heard while events are there already.
    for (const until = performance.now() + ms; performance.now() < until;) {
      const next = events.next();
      const result = await Promise.race([next.catch(() => undefined), late]);
      if (!result || result.done) return { next };
      gathered.add(result.value);
      if (wordsOf(result.value) === undefined) return {};
    }
    return {};
  } finally {
    clearTimeout(timer);
  }
}

/** Events in their order. Words of one place that follow each other are joined. */
class Gathered {
  readonly events: StreamEvent[] = [];
  /** Where words of a kind are, to which the next ones may be joined. */
  readonly #places = new Map<string, number>();

  constructor(first: StreamEvent) {
    this.add(first);
  }

  add(event: StreamEvent): void {
    const kind = wordsOf(event);
    const at = kind === undefined ? undefined : this.#places.get(kind);
    const joined = at === undefined ? undefined : join(this.events[at], event);
    if (at !== undefined && joined) {
      this.events[at] = joined;
      return;
    }
    if (kind !== undefined) this.#places.set(kind, this.events.length);
    this.events.push(event);
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
