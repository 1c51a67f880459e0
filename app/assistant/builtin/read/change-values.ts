import { isoDay } from "#app/tasks/local-time.ts";
import type { TaskEdits } from "#app/tasks/operation.server.ts";

import { priorityOf } from "#app/tasks/language/attributes.ts";
import { COUNT, countOf } from "#app/tasks/language/numbers.ts";
import type { When } from "#app/tasks/language/when.ts";
import { type Clause, slotOf, whenOf } from "./clause.ts";
import type { Change } from "./command.ts";

/** The change to a date that is said; undefined if the words aren't a date. */
export function toDue(clause: Clause, placeholder: string | undefined): Change | undefined {
  const when = whenOf(clause, placeholder);
  if (!when) return undefined;
  const said = clause.normal.text.slice(when.start, when.end);
  const later = new RegExp(`^(${COUNT}) (days?|weeks?|months?) later$`).exec(said);
  if (later) return shift(later[1], later[2] ?? "", 1);
  const edits = editsOf(when);
  return edits && { kind: "edit", edits };
}

/** A day keeps the time of a task, and a time keeps its day. "Every week" keeps both. */
export function editsOf(when: When): TaskEdits | undefined {
  if (when.recurrence && when.keepsDay) {
    return { recurrence: when.recurrence, ...(when.time && { time: when.time }) };
  }
  if (when.recurrence) {
    const { due } = when;
    return {
      recurrence: when.recurrence,
      ...(due && (due.hasTime ? { due } : { day: isoDay(due.at) })),
    };
  }
  if (!when.due) return undefined;
  const minutes = when.minutes === undefined ? {} : { durationMinutes: when.minutes };
  if (!when.hasDay && when.time) return { time: when.time, ...minutes };
  if (when.due.hasTime) return { due: when.due, ...minutes };
  return { day: isoDay(when.due.at) };
}

export function toPriority(clause: Clause, said: string | undefined): Change | undefined {
  const slot = slotOf(clause, said);
  const priority = slot?.kind === "priority" ? slot.priority : priorityOf(said?.trim() ?? "");
  return priority && { kind: "edit", edits: { priority } };
}

const UNIT_MINUTES: Record<string, number> = { m: 1, min: 1, minute: 1, h: 60, hour: 60 };

/** Moves a date by an amount, such as "2 days"; a negative direction is earlier. */
export function shift(count: string | undefined, unit: string, direction: 1 | -1): Change | undefined {
  const n = countOf(count ?? "a") * direction;
  const one = unit.replace(/s$/, "");
  if (!Number.isFinite(n)) return undefined;
  const minutes = UNIT_MINUTES[one];
  if (minutes !== undefined) return { kind: "shift", days: 0, minutes: Math.round(n * minutes) };
  const days = { day: 1, week: 7, fortnight: 14, month: 30, year: 365 }[one];
  return days === undefined ? undefined : { kind: "shift", days: n * days, minutes: 0 };
}

/** A list by its placeholder or its name. */
export function toList(clause: Clause, said: string, original: string): Change {
  const slot = slotOf(clause, said);
  const list =
    slot?.kind === "list"
      ? slot.list
      : original.replace(/^(?:the|my)\s+/i, "").replace(/\s+(?:list|project)$/i, "");
  return { kind: "edit", edits: { list: /^(?:inbox|no list)$/i.test(list) ? null : list.slice(0, 60) } };
}

export function tagOf(clause: Clause, said: string): string {
  const slot = slotOf(clause, said);
  return (
    slot?.kind === "tag"
      ? slot.tag
      : slot?.kind === "list"
        ? slot.list
        : said.replace(/^[@#]/, "").replace(/^["']|["']$/g, "")
  ).toLowerCase();
}

/** How long a task takes. */
export function lasting(count: string | undefined, unit: string | undefined): Change | undefined {
  const minutes = countOf(count ?? "") * (unit?.startsWith("h") ? 60 : 1);
  return /^[mh]/.test(unit ?? "") && minutes > 0
    ? { kind: "edit", edits: { durationMinutes: minutes } }
    : undefined;
}

/** "An hour before" a task is due, in minutes. */
export function remindBefore(count: string | undefined, unit: string | undefined): Change | undefined {
  const each = unit?.startsWith("h")
    ? 60
    : unit?.startsWith("d")
      ? 1_440
      : unit?.startsWith("w")
        ? 10_080
        : 1;
  const minutes = countOf(count ?? "") * each;
  return Number.isFinite(minutes) ? { kind: "edit", edits: { remindMinutes: minutes } } : undefined;
}
