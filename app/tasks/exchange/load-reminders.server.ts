import { dueOf, formatDue } from "../due.ts";
import { addDays, today, isoDay } from "../local-time.ts";
import { selectTasks } from "../selector.server.ts";
import type { TaskScope } from "../task-scope.ts";
import type { Reminder } from "./use-reminders.ts";

const MAX_REMINDERS = 100;

/** The open tasks of today and the next two days that have a time, with the moments at which to remind of them. */
export async function loadReminders(scope: TaskScope): Promise<Reminder[]> {
  const day = today(scope);
  const due = { from: isoDay(day), to: isoDay(addDays(day, 2)) };
  const tasks = await selectTasks(scope, { due }, MAX_REMINDERS);
  return tasks.flatMap((task) => {
    const when = dueOf(task);
    if (!when?.hasTime) return [];
    const at = new Date(when.at.getTime() - (task.remindMinutes ?? 0) * 60_000);
    return at < scope.now
      ? []
      : [{ id: task.id, title: task.title, due: formatDue(when, scope), at: at.toISOString() }];
  });
}
