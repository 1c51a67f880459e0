import type { Task } from "#db/schema/index.ts";
import { dueDay, dueOf } from "./due.ts";
import { isoDay } from "./local-time.ts";
import { selectTasks } from "./selector.server.ts";
import type { TaskScope } from "./task-scope.ts";
import type { DayCount } from "./week-chart.ts";

/** How many open tasks are due on each of these days, which follow each other. */
export async function countDays(days: string[], scope: TaskScope): Promise<DayCount[]> {
  return countsOf(days, await selectTasks(scope, { due: { from: days[0], to: days.at(-1) } }), scope);
}

/** How many of these tasks are due on each of the days. */
export function countsOf(days: string[], tasks: Task[], { timeZone }: TaskScope): DayCount[] {
  const counts = new Map<string, number>();
  for (const task of tasks) {
    const due = dueOf(task);
    const day = due && isoDay(dueDay(due, timeZone));
    if (day) counts.set(day, (counts.get(day) ?? 0) + 1);
  }
  return days.map((day) => ({ day, open: counts.get(day) ?? 0 }));
}
