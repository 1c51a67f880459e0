import { toErrorEvent } from "../errors.ts";
import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { Deps } from "../deps.ts";
import { wireEvent } from "../wire.ts";
import { processEvents } from "./process-events.ts";
import type { PreparedTurn } from "./turn.ts";

/** Opens a prepared turn and runs it to its end. Never throws; an aborted turn that has not begun does nothing. */
export async function* runTurn<Context>(
  turn: PreparedTurn,
  signal: AbortSignal,
  deps: Deps<Context>,
): AsyncGenerator<ThreadStreamEvent, void, undefined> {
  if (signal.aborted) return;
  let opened;
  try {
    opened = await turn.begin();
  } catch (error) {
    deps.log?.(error, deps.context);
    yield toErrorEvent(error);
    return;
  }
  for (const event of opened.opening) {
    const visible = wireEvent(event);
    if (visible) yield visible;
  }
  yield* processEvents(opened, signal, deps);
}
