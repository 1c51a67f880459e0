import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { UserMessageItem } from "../protocol/items.ts";
import type { StreamingRequest } from "../protocol/requests.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import type { Turn } from "../turn/turn.ts";
import type { Deps } from "../deps.ts";

/** Writes what a checked request brings to its thread. It looks again: a turn may wait before it begins. */
export type Open = (thread: ThreadMetadata) => Promise<Turn>;

export type ParamsOf<Type extends StreamingRequest["type"]> = Extract<
  StreamingRequest,
  { type: Type }
>["params"];

/** A turn in which the assistant answers, after the `opening` events. */
export function answering<Context>(
  thread: ThreadMetadata,
  input: UserMessageItem | null,
  { handlers, context }: Deps<Context>,
  opening: ThreadStreamEvent[] = [],
): Turn {
  return { thread, opening, respond: (signal) => handlers.respond(thread, input, context, signal) };
}
