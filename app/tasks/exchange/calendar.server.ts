import { TZDate } from "@date-fns/tz";
import { ICalAlarmType, ICalCalendar, ICalEventTransparency } from "ical-generator";
import { tzlib_get_ical_block } from "timezones-ical-library";
import type { Task } from "#db/schema/index.ts";

/** How long a task with a time is in the calendar when it doesn't say. */
const DEFAULT_MINUTES = 30;

type Dated = Pick<
  Task,
  | "id"
  | "title"
  | "notes"
  | "priority"
  | "dueAt"
  | "dueHasTime"
  | "durationMinutes"
  | "recurrence"
  | "remindMinutes"
  | "list"
  | "tags"
  | "updatedAt"
>;

/** RFC 5545, 3.8.1.9: 1 is the highest. */
const PRIORITIES: Record<Task["priority"], number> = { urgent: 1, high: 3, normal: 5, low: 9 };

/** The definition of a zone, which RFC 5545 (3.6.5) requires for each one that a calendar names. */
function zoneDefinition(zone: string): string | null {
  const [block = ""] = [tzlib_get_ical_block(zone)].flat();
  return block.startsWith("BEGIN:VTIMEZONE") ? block : null;
}

/** Tasks with a due date as a calendar (RFC 5545). */
export function calendarText(tasks: Dated[], origin: string): string {
  const calendar = new ICalCalendar({ name: "Tasks", prodId: { company: "Chat", product: "Tasks" } });
  calendar.timezone({ name: null, generator: zoneDefinition });
  for (const task of tasks) {
    if (!task.dueAt) continue;
    // Minutes of a repetition count in its zone, which has daylight saving time.
    // "After completion" has no dates yet but the next one.
    const recurrence = task.recurrence?.from === "due" ? task.recurrence : null;
    const zone = task.dueHasTime && recurrence ? recurrence.timeZone : null;
    const start = zone ? new TZDate(task.dueAt, zone) : task.dueAt;
    const minutes = task.durationMinutes ?? DEFAULT_MINUTES;
    const end = new Date(task.dueAt.getTime() + minutes * 60_000);
    const event = calendar.createEvent({
      id: `${task.id}@chat`,
      summary: task.title,
      description: task.notes,
      start,
      ...(task.dueHasTime ? { end: zone ? new TZDate(end, zone) : end } : { allDay: true }),
      timezone: zone,
      stamp: task.updatedAt,
      url: `${origin}/tasks?${new URLSearchParams({ q: task.title })}`,
      categories: [...(task.list ? [task.list] : []), ...task.tags].map((name) => ({ name })),
      priority: PRIORITIES[task.priority],
      // A day with a task isn't a day without time.
      transparency: task.dueHasTime ? ICalEventTransparency.OPAQUE : ICalEventTransparency.TRANSPARENT,
    });
    if (recurrence) event.repeating(`RRULE:${recurrence.rule}`);
    if (task.remindMinutes !== null) {
      event.createAlarm({
        type: ICalAlarmType.display,
        triggerBefore: task.remindMinutes * 60,
        description: task.title,
      });
    }
  }
  return calendar.toString();
}
