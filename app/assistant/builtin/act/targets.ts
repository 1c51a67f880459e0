import { selectTasks } from "#app/tasks/selector.server.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import type { Task } from "#db/schema/index.ts";
import type { Before } from "../memory.ts";
import type { Change } from "../read/command.ts";
import type { Known } from "../read/known.ts";
import { candidatesOf } from "../read/read-change.ts";
import { resolveNamed } from "../read/resolve.ts";
import type { Target } from "../read/target.ts";
import { WHICH_TASK, WHICH_TASKS } from "../texts.ts";

export type Found =
  | { kind: "tasks"; tasks: Task[] }
  | { kind: "ambiguous"; tasks: Task[] }
  /** There is nothing that a reference or a description means. */
  | { kind: "none"; text: string }
  /** No task has this name. */
  | { kind: "unknown"; words: string };

/** The tasks that a target stands for. */
export async function targetsOf(
  how: Change,
  target: Target,
  before: Before,
  known: Known,
  scope: TaskScope,
): Promise<Found> {
  switch (target.kind) {
    case "named":
      return named(how, target.words, known);
    case "task":
      return { kind: "tasks", tasks: [target.task] };
    case "set": {
      const state =
        how.kind === "reopen" ? "completed" : how.kind === "restore" ? "deleted" : target.set.selector.state;
      const due = target.set.selector.due;
      // "Everything I completed today" is about the day of completion.
      const tasks = await selectTasks(scope, {
        ...target.set.selector,
        ...(state && { state }),
        ...(state === "completed" && due && typeof due === "object" && { due: undefined, completed: due }),
      });
      return tasks.length > 0
        ? { kind: "tasks", tasks }
        : {
            kind: "none",
            text: `You have no such tasks${target.set.words.length > 0 ? `: ${target.set.words.join(" ")}` : ""}.`,
          };
    }
    case "focus": {
      const ids = before.focus.length > 0 ? before.focus : before.shown.length === 1 ? before.shown : [];
      return remembered(ids, how, scope);
    }
    case "shown":
      return remembered(before.shown.length > 0 ? before.shown : before.focus, how, scope, WHICH_TASKS);
    case "nth": {
      const ids = target.places.flatMap((place) => before.shown.at(place) ?? []);
      return ids.length === target.places.length
        ? remembered(ids, how, scope)
        : { kind: "none", text: WHICH_TASKS };
    }
  }
}

function named(how: Change, words: string, known: Known): Found {
  const candidates = candidatesOf(how, known.tasks);
  const resolved = resolveNamed(words, candidates);
  if (!resolved) return { kind: "unknown", words };
  const groups = resolved.groups.map((group) => {
    // Completed tasks count only when no open task matches.
    const open = group.filter(({ completedAt }) => completedAt === null);
    return open.length > 0 ? open : group;
  });
  const doubtful = groups.find((group) => group.length > 1);
  if (doubtful) return { kind: "ambiguous", tasks: doubtful };
  return { kind: "tasks", tasks: [...new Map(groups.flat().map((task) => [task.id, task])).values()] };
}

async function remembered(
  ids: string[],
  how: Change,
  scope: TaskScope,
  otherwise = WHICH_TASK,
): Promise<Found> {
  if (ids.length === 0) return { kind: "none", text: otherwise };
  const found = await selectTasks(scope, { ids, state: how.kind === "restore" ? "deleted" : "all" });
  const byId = new Map(found.map((task) => [task.id, task]));
  const tasks = ids.flatMap((id) => byId.get(id) ?? []);
  return tasks.length > 0
    ? { kind: "tasks", tasks }
    : { kind: "none", text: "That task is no longer there." };
}
