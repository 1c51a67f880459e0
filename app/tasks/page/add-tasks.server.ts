import { applyOperation } from "../apply-operation.server.ts";
import { type Due, fromInputs } from "../due.ts";
import { readTask } from "../language/read-task.ts";
import { MAX_CREATED, MAX_TASK_TITLE } from "../limits.ts";
import { type TaskDraft } from "../operation.server.ts";
import { operationText } from "../operation-text.ts";
import type { TaskScope } from "../task-scope.ts";
import type { FormProblem, PlannerResult } from "./form-problem.ts";
import { readRepeat } from "./read-repeat.server.ts";
import { type FormOf, problemOf, TOO_MANY } from "./task-forms.server.ts";
import { taskLines } from "./task-lines.ts";

type AddForm = FormOf<"add">;
type Errors = FormProblem["errors"];

/** Adds one task for each line of the form, or none when a line or a field can't be read. */
export async function addTasks(
  form: AddForm,
  values: Record<string, string | string[]>,
  scope: TaskScope,
): Promise<PlannerResult> {
  const drafts = toDrafts(form, scope);
  if ("errors" in drafts) return { kind: "invalid", problem: problemOf(values, drafts.errors) };
  const { changeId, created } = await applyOperation({ kind: "create", tasks: drafts.tasks }, scope);
  return {
    kind: "changed",
    change: changeId === null ? null : { id: changeId, summary: operationText("create", created) },
  };
}

function toDrafts(form: AddForm, scope: TaskScope): { tasks: TaskDraft[] } | { errors: Errors } {
  const lines = taskLines(form.text);
  const errors: Errors = {};
  const due = fromInputs(form.date, form.time, scope);
  if (due === undefined) errors.date = "This is no date.";
  const repeat = readRepeat(form.repeat, scope);
  if (repeat === undefined) errors.repeat = "Write it as in “every Monday” or “every 2 weeks”.";
  if (lines.length === 0) errors.text = "Say what is to be done.";
  if (lines.length > MAX_CREATED) errors.text = `${TOO_MANY} These are ${lines.length}.`;
  if (due === undefined || repeat === undefined || errors.text) return { errors };
  const ignored = lines.length === 1 ? form.ignored : new Set<number>();
  const tasks: TaskDraft[] = [];
  for (const [index, line] of lines.entries()) {
    const task = toDraft(line, { ...form, ignored }, { due, repeat }, scope);
    if (typeof task === "string")
      return { errors: { text: lines.length > 1 ? `Line ${index + 1}: ${task}` : task } };
    tasks.push(task);
  }
  return { tasks };
}

interface Chosen {
  due: Due | null;
  repeat: ReturnType<typeof readRepeat>;
}

/** The task of a line. Fields count more than the line, since the user opened them on purpose; the view counts less. */
function toDraft(line: string, form: AddForm, chosen: Chosen, scope: TaskScope): TaskDraft | string {
  if (line.length > 2_000) return "This is too long.";
  const phrase = readTask(line, scope, form.ignored);
  if (phrase.title === "") return "Say what is to be done, not only when.";
  if (line.length > MAX_TASK_TITLE && phrase.title.length >= MAX_TASK_TITLE) {
    return `Keep the title under ${MAX_TASK_TITLE} characters.`;
  }
  const priority = form.priority ?? phrase.priority;
  const recurrence = chosen.repeat?.recurrence ?? phrase.recurrence;
  const inDay: Due | null = form.inDay ? { at: new Date(`${form.inDay}T00:00:00Z`), hasTime: false } : null;
  const tags = [
    ...new Set([...phrase.tags, ...form.tags, ...(form.inTag ? [form.inTag.toLowerCase()] : [])]),
  ];
  return {
    title: phrase.title,
    due: chosen.due ?? chosen.repeat?.due ?? phrase.due ?? (form.parent ? null : inDay),
    recurrence,
    tags: tags.slice(0, 20).map((tag) => tag.slice(0, 60)),
    list: form.list || phrase.list || form.inList || null,
    ...(priority !== undefined && { priority }),
    ...(phrase.durationMinutes !== undefined && { durationMinutes: phrase.durationMinutes }),
    ...(phrase.remindMinutes !== undefined && { remindMinutes: phrase.remindMinutes }),
    ...(form.notes && { notes: form.notes }),
    ...(form.parent && { parentId: form.parent }),
  };
}
