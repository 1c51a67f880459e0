import type { ClientEffectEvent } from "#app/chatkit/protocol/events.ts";

/** Tells the page that what it shows of tasks is out of date. */
export function tasksChanged(): ClientEffectEvent {
  return { type: "client_effect", name: "tasks.changed", data: {} };
}
