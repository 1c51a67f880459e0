import type { Task } from "#db/schema/index.ts";

/** What the user has, by which words are understood: "work tasks" is a list only if there is one. */
export interface Known {
  /** Open tasks by due date, then completed ones with the latest first. */
  tasks: Task[];
  lists: string[];
  tags: string[];
}

export function knownOf(tasks: Task[]): Known {
  const lists = new Map<string, string>();
  const tags = new Set<string>();
  for (const task of tasks) {
    if (task.list !== null) lists.set(task.list.toLowerCase(), task.list);
    for (const tag of task.tags) tags.add(tag);
  }
  return { tasks, lists: [...lists.values()], tags: [...tags] };
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** The user's list with this name, in any case and spelling of its spaces. */
export function findList(known: Known, name: string): string | undefined {
  const wanted = plain(name);
  return (
    known.lists.find((list) => plain(list) === wanted) ??
    known.lists.find((list) => plain(list) === `${wanted}s` || `${plain(list)}s` === wanted)
  );
}
