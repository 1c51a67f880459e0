import { dueOf, formatDueInFull } from "#app/tasks/due.ts";
import { recurrenceText } from "#app/tasks/recurrence.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { boldTitle, plainMarkdown } from "#app/tasks/task-view.ts";
import type { Task } from "#db/schema/index.ts";
import type { Change } from "../read/command.ts";
import { names } from "./names.ts";

type Changed = { before: Task; after: Task }[];

const VERBS: Record<Change["kind"], string> = {
  complete: "complete",
  reopen: "reopen",
  delete: "delete",
  restore: "restore",
  edit: "change",
  shift: "reschedule",
  drop_time: "change",
  ask: "change",
};

/** "complete", as in "Which task do you want to complete?" */
export function verbOf(how: Change): string {
  const isDue =
    how.kind === "edit" &&
    (how.edits.due !== undefined || how.edits.day !== undefined || how.edits.time !== undefined);
  return isDue ? "reschedule" : VERBS[how.kind];
}

/** What a change did, in a sentence. */
export function changeText(how: Change, changed: Changed, created: Task[], scope: TaskScope): string {
  const [first] = changed;
  const tasks = changed.map(({ after }) => after);
  if (!first) return "Nothing changed.";
  const next = nextText(created, scope);
  if (changed.length > 1)
    return `${manyText(how, tasks, scope)}: ${names(tasks)}.${next} Say “undo” to take that back.`;
  const { before, after } = first;
  const name = boldTitle(after.title);
  switch (how.kind) {
    case "complete":
      return `Done: ${name} is completed.${next}`;
    case "reopen":
      return `${name} is open again.`;
    case "delete":
      return `Deleted ${boldTitle(before.title)}. Say “undo” to bring it back.`;
    case "restore":
      return `${name} is back.`;
    default:
      return editText(before, after, scope);
  }
}

/** Completing a task that repeats makes the next one. */
function nextText(created: Task[], scope: TaskScope): string {
  const next = created.flatMap((task) => {
    const due = dueOf(task);
    return due ? `${boldTitle(task.title)} is due next ${formatDueInFull(due, scope)}.` : [];
  });
  return next.length > 0 ? ` ${next.join(" ")}` : "";
}

function editText(before: Task, after: Task, scope: TaskScope): string {
  const name = boldTitle(after.title);
  const facts = factsOf(before, after, scope);
  if (before.title !== after.title) {
    const rest = facts.length > 0 ? ` It is ${join(facts)}.` : "";
    return `Renamed “${plainMarkdown(before.title)}” to ${name}.${rest}`;
  }
  const [only] = facts;
  if (facts.length === 0)
    return before.notes === after.notes
      ? `${name} is as it was.`
      : `Noted for ${name}: ${plainMarkdown(after.notes ?? "nothing")}`;
  // A single change has a sentence of its own.
  if (facts.length === 1 && only === `of ${after.priority} priority`)
    return `${name} now has ${after.priority} priority.`;
  if (facts.length === 1 && only === NO_DATE) return `${name} no longer has a due date.`;
  return `${name} is now ${join(facts)}.`;
}

const NO_DATE = "without a due date";
const join = (facts: string[]) => new Intl.ListFormat("en").format(facts);

function remindText(minutes: number | null): string {
  if (minutes === null) return "without a reminder";
  return minutes === 0
    ? "with a reminder when it is due"
    : `with a reminder ${minutes} minutes before it is due`;
}

/** What is different: "due tomorrow", "in work". */
function factsOf(before: Task, after: Task, scope: TaskScope): string[] {
  const isSame = (name: keyof Task) => JSON.stringify(before[name]) === JSON.stringify(after[name]);
  const due = dueOf(after);
  const facts: string[] = [];
  if (!isSame("dueAt") || !isSame("dueHasTime"))
    facts.push(due ? `due ${formatDueInFull(due, scope)}` : NO_DATE);
  if (!isSame("recurrence"))
    facts.push(after.recurrence ? `repeated ${recurrenceText(after.recurrence)}` : "no longer repeated");
  if (!isSame("priority")) facts.push(`of ${after.priority} priority`);
  if (!isSame("list")) facts.push(after.list === null ? "in the inbox" : `in ${plainMarkdown(after.list)}`);
  if (!isSame("tags"))
    facts.push(after.tags.length > 0 ? `tagged ${join(after.tags.map(plainMarkdown))}` : "without tags");
  if (!isSame("durationMinutes"))
    facts.push(after.durationMinutes === null ? "without a length" : `${after.durationMinutes} minutes long`);
  if (!isSame("remindMinutes")) facts.push(remindText(after.remindMinutes));
  return facts;
}

function manyText(how: Change, tasks: Task[], scope: TaskScope): string {
  const count = `${tasks.length} tasks`;
  const [first] = tasks;
  switch (how.kind) {
    case "complete":
      return `Completed ${count}`;
    case "reopen":
      return `Reopened ${count}`;
    case "delete":
      return `Deleted ${count}`;
    case "restore":
      return `Restored ${count}`;
    case "shift":
      return `Moved ${count}`;
    case "edit": {
      const { due, day, time, priority, list, addTags } = how.edits;
      const at = first && dueOf(first);
      if (due === null) return `Removed the date of ${count}`;
      if ((due ?? day ?? time) !== undefined && at) return `Moved ${count} to ${formatDueInFull(at, scope)}`;
      if (priority) return `Gave ${count} ${priority} priority`;
      if (list !== undefined) return `Moved ${count} to ${list === null ? "the inbox" : plainMarkdown(list)}`;
      if (addTags) return `Tagged ${count} ${plainMarkdown(addTags.join(", "))}`;
      return `Changed ${count}`;
    }
    default:
      return `Changed ${count}`;
  }
}
