import { z } from "zod";
import { type Task, taskPriorities } from "#db/schema/index.ts";
import { type Due, dueOf, fromInputs, isOverdue, toInputs } from "#app/tasks/due.ts";
import { readTask } from "#app/tasks/language/read-task.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";
import { MAX_TASK_NOTES, MAX_TASK_TITLE } from "#app/tasks/limits.ts";
import { RecurrenceSchema } from "#app/tasks/recurrence.ts";
import { type TaskEdits } from "#app/tasks/operation.server.ts";

const fields = {
  title: z
    .string()
    .trim()
    .min(1)
    .max(MAX_TASK_TITLE)
    .describe("Short and in the user's words, without its date"),
  due: z
    .string()
    .nullish()
    .describe("2026-10-02 for a day, 2026-10-02T17:00 for an hour, both on the user's clock"),
  priority: z.enum(taskPriorities).nullish(),
  list: z.string().trim().max(60).nullish().describe("The name of its list"),
  tags: z.array(z.string().trim().min(1).max(60)).max(20).nullish().describe("All its tags"),
  notes: z.string().max(MAX_TASK_NOTES).nullish(),
  minutes: z.int().min(1).max(10_000).nullish().describe("How long it takes"),
  repeats: z
    .string()
    .nullish()
    .describe('How it repeats, as a rule of RFC 5545 such as FREQ=WEEKLY;BYDAY=MO; "none" to stop it'),
};

/** What the model sends to create a task. */
export const NewTask = z.object(fields);

/** What the model sends to change a task. Null leaves a field as it is. */
export const TaskChanges = z.object({
  ...fields,
  title: fields.title.nullish(),
  due: fields.due.describe('A date as in create_task, or "none" to take it away'),
});

/**
 * Converts what the model sent to the fields to store; only given ones are included.
 *
 * @returns undefined when the due date can't be understood
 */
export function readFields(
  input: z.infer<typeof TaskChanges>,
  local: LocalNow,
): (TaskEdits & { tags?: string[] }) | undefined {
  const when = input.due?.trim().toLowerCase() === "none" ? null : readDue(input.due, local);
  if (when === undefined) return undefined;
  return {
    ...(input.title ? { title: input.title } : {}),
    ...(input.due ? { due: when } : {}),
    ...(input.priority ? { priority: input.priority } : {}),
    ...(input.list ? { list: input.list } : {}),
    ...(input.tags ? { tags: input.tags } : {}),
    ...(input.notes ? { notes: input.notes } : {}),
    ...(input.minutes ? { durationMinutes: input.minutes } : {}),
    ...recurrenceOf(input.repeats, local),
  };
}

/** An invalid rule is left out: the tool's answer shows the task without it. */
function recurrenceOf(
  rule: string | null | undefined,
  { timeZone }: LocalNow,
): Pick<TaskEdits, "recurrence"> {
  if (!rule) return {};
  if (rule.trim().toLowerCase() === "none") return { recurrence: null };
  const recurrence = RecurrenceSchema.safeParse({
    rule: rule.trim().replace(/^RRULE:/, ""),
    timeZone,
    from: "due",
  });
  return recurrence.success ? { recurrence: recurrence.data } : {};
}

/** A task as the model reads it. The due date is in the user's time zone. */
export function taskRecord(task: Task, local: LocalNow) {
  const due = dueOf(task);
  const { date, time } = toInputs(due, local.timeZone);
  return {
    id: task.id,
    title: task.title,
    due: due ? (time ? `${date}T${time}` : date) : null,
    priority: task.priority,
    completed: task.completedAt !== null,
    ...(task.list !== null && { list: task.list }),
    ...(task.tags.length > 0 && { tags: task.tags }),
    ...(task.recurrence && { repeats: task.recurrence.rule }),
    ...(task.durationMinutes !== null && { minutes: task.durationMinutes }),
    ...(task.notes && { notes: task.notes }),
    ...(due && !task.completedAt && isOverdue(due, local) ? { overdue: true } : {}),
  };
}

/**
 * Reads a due date that the model wrote: a date or time in the user's time zone, a time with an offset, or
 * words.
 *
 * @returns null for an empty text, undefined when it can't be understood
 */
function readDue(text: string | null | undefined, local: LocalNow): Due | null | undefined {
  const value = text?.trim() ?? "";
  if (value === "") return null;
  const [, date = "", time = ""] =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?))?$/.exec(value) ?? [];
  if (date) return fromInputs(date, time, local);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/i.test(value)) {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? undefined : { at, hasTime: true };
  }
  return readTask(value, local).due ?? undefined;
}
