import type { TaskPriority } from "#db/schema/index.ts";
import type { TaskChange } from "#app/tasks/change-task.server.ts";
import type { TaskPhrase } from "#app/tasks/task-phrase.ts";

/** Which tasks to list. A day is its midnight in UTC; `until` is exclusive. */
export interface ListFilter {
  state: "open" | "completed" | "all";
  due?: { from: Date | null; until: Date; words: string } | undefined;
  overdue?: boolean | undefined;
  /** Only tasks without a due date. */
  undated?: boolean | undefined;
  priority?: TaskPriority | undefined;
  /** Words that the title contains. */
  about?: string | undefined;
  /** Show a widget with buttons instead of a text list. */
  checklist?: boolean | undefined;
}

/** Several tasks: those of the assistant's last message, or all of a kind. */
export type Selection = "shown" | "open" | "completed" | "overdue";

/** The request that a message makes. */
export type Intent =
  /** `phrase` is null when the message doesn't say which task to create. */
  | { kind: "create"; phrase: TaskPhrase | null }
  /** Several tasks in one message. */
  | { kind: "create_many"; phrases: TaskPhrase[] }
  | { kind: "list"; filter: ListFilter }
  | {
      kind: "change";
      change: TaskChange;
      /** The words that name the task. */
      target: string;
      /** How to read the message when no task has this name. */
      otherwise?: Intent | undefined;
    }
  /** A plan of the day. */
  | { kind: "plan" }
  | { kind: "change_many"; change: TaskChange; selection: Selection }
  /** Takes the last change back. */
  | { kind: "undo" }
  | { kind: "one_name" }
  | { kind: "help" }
  | { kind: "greeting" }
  | { kind: "thanks" }
  | { kind: "cancel" }
  /** Perhaps a new task: the assistant asks. */
  | { kind: "offer"; phrase: TaskPhrase }
  /** Longer than any request that the engine understands. */
  | { kind: "too_long" }
  | { kind: "unknown" };
