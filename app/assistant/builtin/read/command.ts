import type { TaskEdits } from "#app/tasks/operation.server.ts";
import type { TaskPhrase } from "#app/tasks/language/read-task.ts";
import type { Target } from "./target.ts";
import type { TaskSet } from "./set-parts.ts";

/** What is to be done to tasks, apart from which. */
export type Change =
  | { kind: "complete" | "reopen" | "delete" | "restore" }
  | { kind: "edit"; edits: TaskEdits }
  | { kind: "shift"; days: number; minutes: number }
  /** Removes the time of day and keeps the day. */
  | { kind: "drop_time" }
  /** The new value is missing and is asked for. */
  | { kind: "ask"; what: "due" | "title" | "priority" };

/** How a change is read when no task has the name. */
export type Otherwise =
  /** As a task: "cancel gym membership". */
  | "create"
  /** As something to ask about: "push the report to Monday". */
  | "offer"
  /** As talk: "the weather is fine now". */
  | "talk";

export type Command =
  | { kind: "create"; phrases: TaskPhrase[] }
  /** A request for a task that doesn't say which. */
  | { kind: "ask_task"; phrase: TaskPhrase }
  /** Words that may be a task. */
  | { kind: "offer"; phrase: TaskPhrase }
  | { kind: "list"; set: TaskSet; view: "list" | "count" | "next" | "priority" | "top" | "week" }
  /** "When is …?", "did I …?": a question about one task. */
  | { kind: "about"; words: string; asks: "when" | "did" | "what" }
  | { kind: "plan" }
  | { kind: "change"; change: Change; target: Target; otherwise: Otherwise; phrase: TaskPhrase }
  /** "Don't delete it." */
  | { kind: "unwanted" }
  | { kind: "undo" | "help" | "greeting" | "thanks" | "cancel" | "yes" | "too_long" | "unknown" };
