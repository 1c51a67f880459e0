import { z } from "zod";
import { findTasks, type DaySpan, type TaskFilter } from "#db/queries/tasks.ts";
import { type Task, taskPriorities } from "#db/schema/index.ts";
import { addDays, type LocalNow, today } from "./local-time.ts";
import { instantOn } from "./due.ts";
import { matchTasks } from "./match-tasks.ts";
import type { TaskScope } from "./task-scope.ts";

/** A calendar day such as 2026-10-02. */
const Day = z.iso.date();
const Days = z.object({ from: Day.optional(), to: Day.optional() });

/**
 * Which tasks of the user: those that meet all criteria. A schema, because questions about tasks are stored as
 * JSON, and models write selectors.
 */
export const Selector = z.object({
  ids: z.array(z.string().max(100)).max(1_000).optional(),
  /** Words of the title, as the user says them. */
  text: z.string().max(300).optional(),
  state: z.enum(["open", "completed", "all", "deleted"]).default("open"),
  /** Days on the user's clock, both included; "none" for tasks without a due date, "any" for those with one. */
  due: z.union([z.enum(["none", "any"]), Days]).optional(),
  overdue: z.boolean().optional(),
  /** The days on which the tasks were completed. */
  completed: Days.optional(),
  priority: z.enum(taskPriorities).optional(),
  /** A list by its name; null for the inbox. */
  list: z.string().max(100).nullable().optional(),
  tag: z.string().max(100).optional(),
  repeats: z.boolean().optional(),
});
export type Selector = z.input<typeof Selector>;

/** The most tasks that one operation or list takes. */
const MAX_SELECTED = 1_000;

/** The tasks of the user that a selector selects, open ones by due date first. */
export async function selectTasks(
  scope: TaskScope,
  selector: Selector,
  limit = MAX_SELECTED,
): Promise<Task[]> {
  const { text, ...criteria } = selector;
  const filter = toFilter(criteria, scope);
  const found = await findTasks(scope.db, {
    userId: scope.userId,
    filter,
    limit: text === undefined ? limit : MAX_SELECTED,
  });
  return text === undefined ? found : matchTasks(found, text).slice(0, limit);
}

/** The filter of the database for a selector without words. */
export function toFilter(
  { due, overdue, completed, state = "open", ...rest }: Selector,
  local: LocalNow,
): TaskFilter {
  return {
    ...rest,
    state,
    ...(due && { due: typeof due === "string" ? due : spanOf(due, local) }),
    ...(overdue && { overdue: { now: local.now, today: today(local) } }),
    ...(completed && { completed: spanOf(completed, local).instants }),
  };
}

function spanOf({ from, to }: z.input<typeof Days>, { timeZone }: LocalNow): DaySpan {
  const [first, last] = [from, to].map((day) => (day ? new Date(`${day}T00:00:00Z`) : null));
  return {
    days: { first: first ?? null, last: last ?? null },
    instants: {
      start: first ? startOf(first, timeZone) : null,
      end: last ? startOf(addDays(last, 1), timeZone) : null,
    },
  };
}

const startOf = (day: Date, timeZone: string) => instantOn(day, 0, 0, timeZone);
