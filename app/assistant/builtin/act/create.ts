import { applyOperation } from "#app/tasks/apply-operation.server.ts";
import type { TaskDraft } from "#app/tasks/operation.server.ts";
import type { TaskPhrase } from "#app/tasks/language/read-task.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { taskCard } from "#app/tasks/task-card.server.ts";
import { boldTitle, taskMarkdown } from "#app/tasks/task-view.ts";
import { taskWidget } from "#app/tasks/task-widget.ts";
import type { Reply } from "../reply.ts";

/** The task that a phrase describes, as an operation creates it. */
export function draftOf(phrase: TaskPhrase): TaskDraft {
  const { title, due, recurrence, priority, list, tags, durationMinutes, remindMinutes, subtasks } = phrase;
  return {
    title,
    due,
    ...(recurrence && { recurrence }),
    ...(priority && { priority }),
    ...(list && { list }),
    ...(tags.length > 0 && { tags }),
    ...(durationMinutes !== undefined && { durationMinutes }),
    ...(remindMinutes !== undefined && { remindMinutes }),
    ...(subtasks && { subtasks }),
  };
}

/** Creates tasks and says what was understood. */
export async function create(drafts: TaskDraft[], scope: TaskScope): Promise<Reply> {
  const { created, changeId } = await applyOperation({ kind: "create", tasks: drafts }, scope);
  const tasks = created.filter(({ parentId }) => parentId === null);
  const ids = tasks.map(({ id }) => id);
  const note = { focus: ids, shown: ids, ...(changeId !== null && { change: changeId }) };
  const [only] = tasks;
  if (tasks.length === 1 && only) {
    const subtasks = created.filter(({ parentId }) => parentId === only.id);
    const steps =
      subtasks.length > 0 ? `, with ${inWords(subtasks.map(({ title }) => boldTitle(title)))}` : "";
    const widget = taskCard(only, changeId ?? undefined, scope);
    return {
      text: `Added ${taskMarkdown(only, scope)}${steps}.`,
      changed: true,
      tasks: created,
      note,
      widget,
    };
  }
  const lines = tasks.map((task, index) => `${index + 1}. ${taskMarkdown(task, scope)}`);
  return {
    text: `Added ${tasks.length} tasks:\n\n${lines.join("\n")}`,
    changed: true,
    tasks,
    note,
    widget: taskWidget(tasks, scope),
  };
}

const inWords = (names: string[]) => new Intl.ListFormat("en").format(names);

/** Asks for the task that a request didn't name. What it did say counts for the answer. */
export function askTask(phrase: TaskPhrase): Reply {
  const { title: _title, ...draft } = draftOf(phrase);
  return {
    text: "What's the task? Tell me in a few words. You can add when it is due and how important it is, for example: “Buy milk tomorrow at 5pm, high priority”.",
    question: { asks: "what_task", draft },
  };
}

/**
 * Asks whether words that were no request are a task. Without a form, which would take the composer's place in
 * ChatKit: a user who goes on with something else isn't held up.
 */
export function offer(phrase: TaskPhrase, before = "I'm not sure what you mean."): Reply {
  return {
    text: `${before} Add ${boldTitle(phrase.title)} as a task? Say “yes”, or “help” for what I understand.`,
    question: { asks: "add", draft: draftOf(phrase) },
  };
}
