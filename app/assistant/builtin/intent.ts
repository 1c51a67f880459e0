import type { TaskChange } from "#app/tasks/change-task.server.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";
import type { TaskPhrase } from "#app/tasks/task-phrase.ts";
import { readChange } from "./read-change.ts";
import { readCreate, readStatement } from "./read-create.ts";
import { type ListFilter, readList } from "./read-list.ts";
import { readPlan } from "./read-plan.ts";
import { readTalk } from "./read-talk.ts";
import { plainRequest } from "./words.ts";

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

/** Understands a message in everyday English; dates are read on the person's clock. */
export function readIntent(message: string, local: LocalNow): Intent {
  const text = plainRequest(message);
  return (
    readTalk(message.trim()) ??
    readTalk(text) ??
    readPlan(text) ??
    readList(text, local) ??
    readCreate(text, local) ??
    readChange(text, local) ??
    readStatement(text, local) ?? { kind: "unknown" }
  );
}
