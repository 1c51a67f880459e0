import type { Plan } from "#app/tasks/plan.ts";
import type { TaskWidget } from "#app/tasks/task-widget.ts";
import type { Task } from "#db/schema/index.ts";
import type { Question } from "./question.ts";

export interface Reply {
  /** Markdown. */
  text: string;
  /** Whether a task was made, changed or deleted. */
  changed?: boolean;
  /** The task that was made or changed, to which the text refers. */
  task?: Task;
  question?: Question;
  /** The question as a form: one of these options, which stand in the order of its tasks. */
  choices?: { question: string; options: string[] };
  /** What is shown below the text. */
  widget?: TaskWidget;
  /** The same, told bit by bit. */
  plan?: Plan;
}
