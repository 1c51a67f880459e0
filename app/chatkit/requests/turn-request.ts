import type { Deps } from "../deps.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { UserMessageItem } from "../protocol/items.ts";
import type { StreamingRequest } from "../protocol/requests.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import type { Turn } from "../turn/turn.ts";

/** The params of each streaming request, by its type. */
export type StreamingParams = { [Request in StreamingRequest as Request["type"]]: Request["params"] };

/** How one type of streaming request is handled. */
export interface TurnRequest<Params, Checked = unknown> {
  /**
   * Makes every check that can refuse the request. Writes nothing.
   *
   * @returns what `begin` needn't read again if the turn hasn't waited
   * @throws ChatKitError `not_found`, `invalid_request`, `conflict`
   */
  check<Context>(params: Params, deps: Deps<Context>): Promise<Checked>;
  /**
   * Writes the request to the store. Makes the same checks again, because the thread may have changed while
   * the turn waited.
   *
   * @param checked what `check` has read, if the turn hasn't waited
   * @throws ChatKitError as `check`
   */
  begin<Context>(params: Params, deps: Deps<Context>, checked?: Checked): Promise<Turn>;
}

/** A turn that the assistant answers after the `opening` events. */
export function answering<Context>(
  thread: ThreadMetadata,
  input: UserMessageItem | null,
  { handlers, context }: Deps<Context>,
  opening: ThreadStreamEvent[] = [],
): Turn {
  return { thread, opening, respond: (signal) => handlers.respond(thread, input, context, signal) };
}
