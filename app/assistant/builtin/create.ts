import { createTask } from "#db/queries/tasks.ts";
import { dueFields } from "#app/tasks/due.ts";
import { taskMarkdown } from "#app/tasks/task-view.ts";
import type { TaskPhrase } from "#app/tasks/task-phrase.ts";
import type { Reply } from "./reply.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";

const ASK: Reply = {
  text: "What's the task? Tell me in a few words. You can add when it is due and how important it is, for example: “Buy milk tomorrow at 5pm, high priority”.",
  question: { asks: "what_task" },
};

/** Creates the task, or asks for it when the message doesn't say which. */
export async function create(phrase: TaskPhrase | null, scope: TaskScope): Promise<Reply> {
  if (!phrase || phrase.title === "") return ASK;
  const { title, priority, due } = phrase;
  const task = await createTask(scope.db, { userId: scope.userId, title, priority, ...dueFields(due) });
  return { text: `Added ${taskMarkdown(task, scope)}.`, changed: true, task };
}
