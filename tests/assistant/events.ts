import { answerText } from "#app/chatkit/messages.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";

/** The texts of the finished answers in a stream. */
export function answerIn(events: ThreadStreamEvent[]): string {
  return events
    .map((event) =>
      event.type === "thread.item.done" && event.item.type === "assistant_message"
        ? answerText(event.item)
        : "",
    )
    .filter(Boolean)
    .join("\n\n");
}

/** The text deltas of a stream, in order. */
export function deltasIn(events: ThreadStreamEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === "thread.item.updated" && event.update.type === "assistant_message.content_part.text_delta"
      ? [event.update.delta]
      : [],
  );
}

/** The events of a turn without those of the thread and the user's message. */
export function turnIn(events: ThreadStreamEvent[]): ThreadStreamEvent[] {
  return events.filter(
    (event) =>
      event.type !== "thread.created" &&
      event.type !== "thread.updated" &&
      event.type !== "stream_options" &&
      !("item" in event && event.item.type === "user_message"),
  );
}

/** The finished items of a turn in order, without the user's message. */
export function doneIn(events: ThreadStreamEvent[]): ThreadItem[] {
  return turnIn(events).flatMap((event) => (event.type === "thread.item.done" ? [event.item] : []));
}

/** The kinds of events in a turn, such as "added workflow", "task.added" and "done workflow". */
export function outline(events: ThreadStreamEvent[]): string[] {
  const steps = turnIn(events).map((event) => {
    if (event.type === "thread.item.updated") return event.update.type.replace(/^.*?\./, "");
    const verb = event.type.replace("thread.item.", "");
    return "item" in event ? `${verb} ${event.item.type}` : verb;
  });
  return steps.filter((step, index) => step !== steps[index - 1]);
}
