import type { TaskChange } from "#app/tasks/change-task.server.ts";
import { findDue } from "#app/tasks/find-due.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";
import { priorityOf } from "#app/tasks/task-phrase.ts";
import type { TaskPriority } from "#db/schema/index.ts";

/** Reads a change out of a rule's second group; undefined when that says none. */
export type Read = (said: string, local: LocalNow) => TaskChange | undefined;

/** The change that the rule itself says. */
export const doing =
  (change: TaskChange): Read =>
  () =>
    change;

export const toPriority =
  (fixed?: TaskPriority): Read =>
  (word) => {
    const priority = fixed ?? priorityOf(word);
    return priority && { kind: "set_priority", priority };
  };

/** A date, and nothing beside it. */
export const toDue: Read = (when, local) => {
  const found = findDue(when, local);
  const isAll = found?.rest.replace(/^(?:the|to|on|by|at|for|\W)+$/i, "") === "";
  return found && isAll ? { kind: "set_due", due: found.due } : undefined;
};

export const toTitle: Read = (words) => {
  const title = words.trim().replace(/^["'“]+|["'”.]+$/g, "");
  return title === "" ? undefined : { kind: "rename", title };
};
