import { toErrorEvent } from "../errors.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import { storable } from "../sanitize.ts";
import type { Deps } from "../deps.ts";
import { wireEvent } from "../wire.ts";
import { Interrupted, interruptible } from "./interruptible.ts";
import { keepAnswers, noteCancellation } from "./interruption.ts";
import { PendingItems } from "./pending-items.ts";
import { ThreadChanges } from "./thread-changes.ts";
import type { Turn } from "./turn.ts";

/** Reasons of an abort that is no wish of the user's. */
const INTERRUPTIONS: ReadonlySet<unknown> = new Set(["shutdown", "lost"]);

/**
 * Sends what a handler says, each thing after it has been stored (order and rules of chatkit-python
 * `server.py: _process_events`). Ends after a client tool call, as the page has to run the tool first.
 *
 * An aborted turn keeps the answer as far as it got and ends silently. A failed one keeps it as well (the
 * user has read it) and ends with an `error` event. Never throws.
 */
export async function* processEvents<Context>(
  turn: Turn,
  signal: AbortSignal,
  deps: Deps<Context>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const { handlers, context } = deps;
  const pending = new PendingItems();
  const changes = new ThreadChanges(turn.thread, deps);
  const quietly = <T>(work: Promise<T>): Promise<T | undefined> =>
    work.catch((error: unknown) => {
      deps.log?.(error, context);
      return undefined;
    });
  let unfinished = true;
  let failure: { error: unknown } | undefined;

  try {
    if (!signal.aborted) {
      const options = handlers.streamOptions?.(turn.thread, context) ?? { allow_cancel: true };
      yield { type: "stream_options", stream_options: options };
    }
    for await (const said of interruptible(() => turn.respond(signal), signal)) {
      const event = storable(said);
      await store(event, turn.thread.id, deps);
      pending.apply(event);
      const visible = wireEvent(event);
      if (visible) yield visible;
      const updated = await changes.save();
      if (updated) yield updated;
      if (event.type === "thread.item.done" && event.item.type === "client_tool_call") break;
    }
    const updated = await changes.save();
    if (updated) yield updated;
    unfinished = false;
  } catch (error) {
    if (!(error instanceof Interrupted)) failure = { error };
  } finally {
    // Also reached when the reader leaves without an abort.
    if (unfinished) {
      await quietly(keepAnswers(turn.thread, pending.answers(), deps));
      if (!failure) await quietly(changes.save());
      if (signal.aborted && !INTERRUPTIONS.has(signal.reason))
        await quietly(noteCancellation(turn.thread, deps));
    }
  }
  if (!failure) return;
  deps.log?.(failure.error, context);
  yield toErrorEvent(failure.error);
  const updated = await quietly(changes.save());
  if (updated) yield updated;
}

async function store<Context>(
  event: ThreadStreamEvent,
  threadId: string,
  { store, context }: Deps<Context>,
): Promise<void> {
  switch (event.type) {
    case "thread.item.done":
    case "thread.item.replaced":
      return store.saveItem(threadId, event.item, context);
    case "thread.item.removed":
      return store.deleteItem(threadId, event.item_id, context);
  }
}
