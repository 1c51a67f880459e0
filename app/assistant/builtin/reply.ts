import type { Plan } from "#app/tasks/plan.ts";
import type { TaskWidget } from "#app/tasks/task-widget.ts";
import type { Task } from "#db/schema/index.ts";
import type { Question } from "./question.ts";
import type { Undo } from "./undo-note.ts";

export interface Reply {
  /** Markdown. */
  text: string;
  /** Whether a task was created, changed or deleted. */
  changed?: boolean;
  /** The task that was created or changed and that the text names. */
  task?: Task;
  /** What takes it back. */
  undo?: Undo;
  /** The question that the text asks. */
  question?: Question;
  /** The same question as a form. The options are in the order of the question's tasks. */
  choices?: { question: string; options: string[] };
  /** A widget to show below the text. */
  widget?: TaskWidget;
  /** A plan to stream as a widget below the text. */
  plan?: Plan;
}
