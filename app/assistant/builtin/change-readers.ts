import type { TaskChange } from "#app/tasks/change-task.server.ts";
import { findDue } from "#app/tasks/find-due.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";
import { priorityOf } from "#app/tasks/task-phrase.ts";
import type { TaskPriority } from "#db/schema/index.ts";

/** Makes a change from the second group of a rule's pattern; undefined when the group has no valid value. */
export type Read = (said: string, local: LocalNow) => TaskChange | undefined;

/** For a rule whose change needs no value. */
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

/** Reads a date. Undefined when the text contains anything else. */
export const toDue: Read = (when, local) => {
  const found = findDue(when, local);
  const isAll = found?.rest.replace(/^(?:the|to|on|by|at|for|\W)+$/i, "") === "";
  return found && isAll ? { kind: "set_due", due: found.due } : undefined;
};

export const toTitle: Read = (words) => {
  const title = words.trim().replace(/^["'“]+|["'”.]+$/g, "");
  return title === "" ? undefined : { kind: "rename", title };
};
