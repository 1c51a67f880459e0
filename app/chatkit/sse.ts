import type { ThreadStreamEvent } from "./protocol/events.ts";

const encoder = new TextEncoder();

/** Headers of a streaming response: proxies must not store, compress or buffer it. */
export const EVENT_STREAM = {
  "content-type": "text/event-stream",
  "cache-control": "no-store, no-transform",
  "x-accel-buffering": "no",
} as const;

/**
 * One event as a Server-Sent Event: `data: {json}` and an empty line, the bytes chatkit-python sends.
 * With an `id`, an `id:` line goes first, for clients that resume with `Last-Event-ID`.
 */
export function encodeEvent(event: ThreadStreamEvent, options: { id?: string | number } = {}): Uint8Array {
  const id = options.id === undefined ? "" : `id: ${options.id}\n`;
  return encoder.encode(`${id}data: ${JSON.stringify(event)}\n\n`);
}

/** A comment, which clients skip. It keeps an idle connection open. */
export function encodeComment(text = ""): Uint8Array {
  const lines = text.split(/\r\n|\r|\n/).map((line) => `: ${line}`.trimEnd());
  return encoder.encode(`${lines.join("\n")}\n\n`);
}

export interface ParsedEvent {
  /** The last id seen, for the `Last-Event-ID` of a reconnect. */
  id?: string;
  event: ThreadStreamEvent;
}

/**
 * Parses the events of a streaming response (rules of the HTML standard, "Interpreting an event stream").
 * Skips comments, `event:` and `retry:` lines, data that is not a known event, and an unfinished block at the
 * end. Leaving the loop cancels the stream.
 */
export async function* parseEvents(stream: ReadableStream<Uint8Array>): AsyncGenerator<ParsedEvent> {
  let id: string | undefined;
  let data: string[] = [];
  for await (const line of readLines(stream)) {
    if (line === "") {
      const event = data.length > 0 ? parseData(data.join("\n")) : undefined;
      data = [];
      if (event) yield id === undefined ? { event } : { id, event };
      continue;
    }
    const [field, value] = splitField(line);
    if (field === "data") data.push(value);
    else if (field === "id" && !value.includes("\0")) id = value;
  }
}

/** A comment (`: …`) gives the field "". */
function splitField(line: string): [field: string, value: string] {
  const colon = line.indexOf(":");
  if (colon < 0) return [line, ""];
  const value = line.slice(colon + 1);
  return [line.slice(0, colon), value.startsWith(" ") ? value.slice(1) : value];
}

/** All types of events. The compiler requires this list to be complete. */
const EVENT_TYPES: Record<ThreadStreamEvent["type"], true> = {
  "thread.created": true,
  "thread.updated": true,
  "thread.item.added": true,
  "thread.item.updated": true,
  "thread.item.done": true,
  "thread.item.removed": true,
  "thread.item.replaced": true,
  stream_options: true,
  progress_update: true,
  client_effect: true,
  error: true,
  notice: true,
};

function parseData(data: string): ThreadStreamEvent | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return isEvent(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Checks `type` alone: the server is trusted, and schemas would bring zod to the browser. */
function isEvent(value: unknown): value is ThreadStreamEvent {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    Object.hasOwn(EVENT_TYPES, value.type)
  );
}

/**
 * The lines of a byte stream, without their ends. A line ends with LF, CR or CRLF. A chunk may end anywhere,
 * also inside a character or between CR and LF. Drops a leading byte order mark and an unfinished last line.
 * Leaving the loop cancels the stream.
 */
export async function* readLines(stream: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  let afterCarriageReturn = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      let text = decoder.decode(value, { stream: true });
      if (text === "") continue;
      if (afterCarriageReturn && text.startsWith("\n")) text = text.slice(1);
      afterCarriageReturn = text === "" ? false : text.endsWith("\r");
      const [first = "", ...others] = text.split(/\r\n|\r|\n/);
      if (others.length === 0) {
        rest += first;
        continue;
      }
      yield rest + first;
      rest = others.pop() ?? "";
      yield* others;
    }
  } finally {
    // Not awaited, because a source may never settle its cancellation.
    reader.cancel().catch(() => undefined);
  }
}
