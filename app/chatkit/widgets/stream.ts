import type { ThreadStreamEvent } from "../protocol/events.ts";
import type { WidgetItem } from "../protocol/items.ts";
import type { WidgetRoot } from "../protocol/widgets.ts";
import { diffWidget } from "./diff.ts";

export interface StreamWidgetOptions {
  /** The id of the new item: `store.generateId("widget", context)`. */
  id: string;
  /** The text that "copy" puts on the clipboard. */
  copyText?: string | undefined;
  now?: Date | undefined;
}

/**
 * The events of a widget, or of a widget that changes. An iterable yields the whole widget in each state; the
 * events contain the difference from the previous state (`diffWidget`). It may yield the same object each time.
 * An iterable without a state gives no event.
 */
export async function* streamWidget(
  thread: { id: string },
  widget: WidgetRoot | AsyncIterable<WidgetRoot>,
  { id, copyText, now = new Date() }: StreamWidgetOptions,
): AsyncGenerator<ThreadStreamEvent> {
  const itemOf = (state: WidgetRoot): WidgetItem => ({
    type: "widget",
    id,
    thread_id: thread.id,
    created_at: now.toISOString(),
    widget: state,
    copy_text: copyText,
  });

  if (!(Symbol.asyncIterator in widget)) {
    yield { type: "thread.item.done", item: itemOf(widget) };
    return;
  }
  let last: WidgetRoot | undefined;
  for await (const given of widget) {
    const state = structuredClone(given);
    if (!last) yield { type: "thread.item.added", item: itemOf(state) };
    for (const update of last ? diffWidget(last, state) : []) {
      yield { type: "thread.item.updated", item_id: id, update };
    }
    last = state;
  }
  if (last) yield { type: "thread.item.done", item: itemOf(last) };
}
