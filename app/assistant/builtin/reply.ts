import type { Plan } from "#app/tasks/plan.ts";
import type { TaskWidget } from "#app/tasks/task-widget.ts";
import type { Task } from "#db/schema/index.ts";
import type { Note, Question } from "./memory.ts";

export interface Reply {
  /** Markdown. */
  text: string;
  /** Whether a task was created, changed or deleted. */
  changed?: boolean;
  /** The tasks that were created or changed and that the text names. */
  tasks?: Task[];
  /** What the conversation turned out to be about, when its first message didn't say it. */
  subject?: string;
  /** What the next message may refer to. */
  note?: Omit<Note, "assistant_asked">;
  /** The question that the text asks. */
  question?: Question;
  /** The same question as a form. The options are in the order of the question's tasks. */
  choices?: { question: string; options: string[] };
  /** A widget to show above the text. */
  widget?: TaskWidget;
  /** A plan to stream as a widget above the text. */
  plan?: Plan;
}
