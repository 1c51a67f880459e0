import { setTimeout as sleep } from "node:timers/promises";
import { type NewMessage, streamMessage } from "#app/chatkit/messages.ts";
import type { Annotation } from "#app/chatkit/protocol/annotations.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";

/** Milliseconds between word groups: slow enough to look like streaming, too fast to wait for. */
const PACE_MS = 14;

/**
 * Yields a text a few words at a time, to be streamed.
 *
 * @throws the signal's reason when it aborts
 */
export async function* inWordGroups(text: string, signal: AbortSignal): AsyncGenerator<string> {
  for (const [words] of text.matchAll(/\s*(?:\S+\s*){1,3}/g)) {
    yield words;
    await sleep(PACE_MS, undefined, { signal });
  }
}

/**
 * The events of a whole message of one text part.
 *
 * @throws the signal's reason when it aborts
 */
export function messageEvents(
  message: NewMessage,
  text: string,
  signal: AbortSignal,
  annotations: Annotation[] = [],
): AsyncGenerator<ThreadStreamEvent> {
  return streamMessage(message, inWordGroups(text, signal), annotations);
}
