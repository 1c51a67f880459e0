import { newId } from "#db/ids.ts";
import { tasks } from "#db/schema/index.ts";
import { eq } from "drizzle-orm";
import { dueFields, fromInputs, instantOn, toInputs, dueOf } from "#app/tasks/due.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { standardTasks, type TaskBefore } from "./entries.ts";

/** A task as the corpus describes it. */
export interface TaskState {
  id: string;
  title: string;
  due: string | null;
  priority: string;
  list: string | null;
  tags: string[];
  repeats: string | null;
  minutes: number | null;
  subtasks: string[];
  completed: boolean;
  deleted: boolean;
  isSubtask: boolean;
}

export type State = Map<string, TaskState>;

export async function insertBefore(scope: TaskScope, before: TaskBefore[] = standardTasks()): Promise<void> {
  const { db, userId, timeZone } = scope;
  const rows = before.map(({ title, due, priority, list, tags, completed, repeats, minutes }) => {
    const [day = "", time = ""] = (due ?? "").split("T");
    const [completedDay = "", completedTime = "12:00"] = (completed ?? "").split("T");
    const [hour = 12, minute = 0] = completedTime.split(":").map(Number);
    return {
      id: newId("task"),
      userId,
      title,
      ...dueFields(fromInputs(day, time, scope) ?? null),
      ...(priority && { priority }),
      list: list ?? null,
      tags: tags ?? [],
      durationMinutes: minutes ?? null,
      recurrence: repeats
        ? {
            rule: repeats.replace(/^after:/, ""),
            timeZone,
            from: repeats.startsWith("after:") ? ("completion" as const) : ("due" as const),
          }
        : null,
      completedAt: completed ? instantOn(new Date(completedDay), hour, minute, timeZone) : null,
    };
  });
  if (rows.length > 0) await db.insert(tasks).values(rows);
}

export async function loadState({ db, userId, timeZone }: TaskScope): Promise<State> {
  const rows = await db.select().from(tasks).where(eq(tasks.userId, userId));
  return new Map(
    rows.map((row) => {
      const { date, time } = toInputs(dueOf(row), timeZone);
      const { recurrence } = row;
      return [
        row.id,
        {
          id: row.id,
          title: row.title,
          due: date === "" ? null : time === "" ? date : `${date}T${time}`,
          priority: row.priority,
          list: row.list,
          tags: row.tags.toSorted(),
          repeats: recurrence && `${recurrence.from === "completion" ? "after:" : ""}${recurrence.rule}`,
          minutes: row.durationMinutes,
          subtasks: rows.filter(({ parentId }) => parentId === row.id).map(({ title }) => title),
          completed: row.completedAt !== null,
          deleted: row.deletedAt !== null,
          isSubtask: row.parentId !== null,
        },
      ];
    }),
  );
}
