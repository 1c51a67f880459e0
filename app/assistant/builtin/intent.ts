import type { TaskPriority } from "#db/schema/index.ts";
import type { TaskChange } from "#app/tasks/change-task.server.ts";
import type { TaskPhrase } from "#app/tasks/task-phrase.ts";

/** Which tasks to list. Days are midnights in UTC; `until` is the first that is out. */
export interface ListFilter {
  state: "open" | "completed" | "all";
  due?: { from: Date | null; until: Date; words: string } | undefined;
  overdue?: boolean | undefined;
  priority?: TaskPriority | undefined;
  /** Words that the title has. */
  about?: string | undefined;
  /** As something to tick off, instead of in words. */
  checklist?: boolean | undefined;
}

/** What a message asks for. */
export type Intent =
  /** `phrase` null: a task is wanted, but not said which. */
  | { kind: "create"; phrase: TaskPhrase | null }
  | { kind: "list"; filter: ListFilter }
  | {
      kind: "change";
      change: TaskChange;
      /** The words that name the task. */
      target: string;
      /** How else the message can be read, where no task has this name. */
      otherwise?: Intent | undefined;
    }
  /** What to do today, and in which order. */
  | { kind: "plan" }
  | { kind: "one_at_a_time" }
  | { kind: "help" }
  | { kind: "greeting" }
  | { kind: "thanks" }
  | { kind: "cancel" }
  | { kind: "unknown" };
