import { createTask } from "#db/queries/tasks.ts";
import { dueFields } from "#app/tasks/due.ts";
import { boldTitle, taskMarkdown } from "#app/tasks/task-view.ts";
import type { TaskPhrase } from "#app/tasks/task-phrase.ts";
import type { Task } from "#db/schema/index.ts";
import { undoOfCreate } from "./undo.ts";
import type { Reply } from "./reply.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";

const ASK: Reply = {
  text: "What's the task? Tell me in a few words. You can add when it is due and how important it is, for example: “Buy milk tomorrow at 5pm, high priority”.",
  question: { asks: "what_task" },
};

/** Creates several tasks. */
export async function createMany(phrases: TaskPhrase[], scope: TaskScope): Promise<Reply> {
  const { db, userId } = scope;
  const added = await db.transaction(async (tx) => {
    const made: Task[] = [];
    for (const { title, priority, due } of phrases)
      made.push(await createTask(tx, { userId, title, priority, ...dueFields(due) }));
    return made;
  });
  const lines = added.map((task, index) => `${index + 1}. ${taskMarkdown(task, scope)}`);
  return {
    text: `Added ${lines.length} tasks:\n\n${lines.join("\n")}`,
    changed: true,
    undo: undoOfCreate(added),
  };
}

/** Creates the task, or asks for it when the message doesn't say which. */
export async function create(phrase: TaskPhrase | null, scope: TaskScope): Promise<Reply> {
  if (!phrase || phrase.title === "") return ASK;
  const { title, priority, due, repeats } = phrase;
  const task = await createTask(scope.db, { userId: scope.userId, title, priority, ...dueFields(due) });
  const note = repeats ? ` I can't repeat tasks, so this is one task, with “${repeats}” in its title.` : "";
  return {
    text: `Added ${taskMarkdown(task, scope)}.${note}`,
    changed: true,
    task,
    undo: undoOfCreate([task]),
  };
}

/**
 * Asks whether words that were no request are a task. Without a form, which would take the composer's place in
 * ChatKit: whoever goes on with something else isn't held up.
 */
export function offer({ title, due, priority }: TaskPhrase): Reply {
  return {
    text: `I'm not sure what you mean. Add ${boldTitle(title)} as a task? Say “yes”, or “help” for what I understand.`,
    question: { asks: "add", title, due, priority },
  };
}
