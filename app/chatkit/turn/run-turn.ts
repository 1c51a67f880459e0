import type { Deps } from "../deps.ts";
import { CustomStreamError, toErrorEvent } from "../errors.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { AnswerEnd } from "../protocol/items.ts";
import { PendingItems } from "../pending-items.ts";
import { storable } from "../sanitize.ts";
import { wireEvent } from "../wire.ts";
import { Interrupted, interruptible } from "./interruptible.ts";
import { savePartialTurn } from "./stopped-turn.ts";
import { ThreadChanges } from "./thread-changes.ts";
import type { PreparedTurn, Turn, TurnStart } from "./turn.ts";

/** Abort reasons that do not come from the user. */
const INTERRUPTIONS: ReadonlySet<unknown> = new Set(["shutdown", "lost"]);

/**
 * Begins a prepared turn and gives its events to the end. Never throws. A turn that is aborted before it has
 * begun writes nothing.
 */
export async function* runTurn<Context>(
  prepared: PreparedTurn,
  { signal, ...start }: TurnStart & { signal: AbortSignal },
  deps: Deps<Context>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  if (signal.aborted) return;
  let turn;
  try {
    turn = await prepared.begin(start);
  } catch (error) {
    deps.log?.(error, deps.context);
    yield toErrorEvent(error);
    return;
  }
  for (const event of turn.opening) {
    const visible = wireEvent(event);
    if (visible) yield visible;
  }
  yield* processEvents(turn, signal, deps);
}

/**
 * Stores each event of the answer, then sends it (order and rules of chatkit-python
 * `server.py: _process_events`). Ends after a client tool call, because the page has to run the tool first.
 *
 * An aborted turn keeps the partial answer and ends without an error. A failed turn keeps it as well, because
 * the user has read it, and ends with an `error` event.
 */
async function* processEvents<Context>(
  turn: Turn,
  signal: AbortSignal,
  deps: Deps<Context>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  const { handlers, context } = deps;
  const pending = new PendingItems();
  const changes = new ThreadChanges(turn.thread, deps);
  const logged = <T>(work: Promise<T>): Promise<T | undefined> =>
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
    for await (const given of interruptible(() => turn.respond(signal), signal)) {
      // A copy, because a handler may change the item after it has yielded it.
      const event = given.type === "thread.item.added" ? structuredClone(storable(given)) : storable(given);
      await storeEvent(event, turn.thread.id, deps);
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
    // Also reached when the reader returns without an abort.
    if (unfinished) {
      const ended = failure ? endOf(failure.error) : endByAbort(signal);
      await logged(savePartialTurn(turn.thread, { pending: pending.items, ended }, deps));
      if (!failure) await logged(changes.save());
    }
  }
  if (!failure) return;
  deps.log?.(failure.error, context);
  yield toErrorEvent(failure.error);
  const updated = await logged(changes.save());
  if (updated) yield updated;
}

const endOf = (error: unknown): AnswerEnd => (error instanceof CustomStreamError ? error.end : "failed");

function endByAbort({ aborted, reason }: AbortSignal): AnswerEnd {
  return aborted && !INTERRUPTIONS.has(reason) ? "stopped" : "interrupted";
}

async function storeEvent<Context>(
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
