import type { Task } from "#db/schema/index.ts";
import { findByTitle, matchTasks, sharesVerb } from "#app/tasks/match-tasks.ts";
import { beginsWithVerb } from "./imperatives.ts";

export interface Resolved {
  /** One group for each task that the words name; more than one task in a group is ambiguous. */
  groups: Task[][];
}

/** "Clear" isn't a slip for "clean": both are words of their own. */
const isOtherVerb = (words: string, { title }: Task): boolean =>
  !/\s/.test(words.trim()) &&
  beginsWithVerb(words) &&
  !title.toLowerCase().includes(words.trim().toLowerCase().slice(0, 4));

/** Whether the words are the titles of tasks, one or several. */
export function areTitles(words: string, tasks: readonly Task[]): boolean {
  if (findByTitle(tasks, words)) return true;
  const parts = words.split(/\s*,\s*(?:and\s+)?|\s+and\s+/).filter(Boolean);
  return parts.length > 1 && parts.every((part) => findByTitle(tasks, part) !== undefined);
}

/**
 * The tasks that words name: one, or several when the words list them ("the report and the invoice").
 *
 * @param verb the verb that the title has to have, for "called mum"
 * @returns undefined when some of the words name no task
 */
export function resolveNamed(words: string, tasks: readonly Task[], verb?: string): Resolved | undefined {
  const fits = (found: Task[]) =>
    verb === undefined ? found : found.filter((task) => sharesVerb(task, verb));
  const whole = fits(matchTasks(tasks, words)).filter((task) => !isOtherVerb(words, task));
  if (whole.length > 0) return { groups: [whole] };
  const parts = words.split(/\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+\+\s+/).filter(Boolean);
  if (parts.length < 2 || parts.length > 10) return undefined;
  const groups = parts.map((part) => fits(matchTasks(tasks, part.replace(/^(?:the|my)\s+/, ""))));
  return groups.every((group) => group.length > 0) ? { groups } : undefined;
}
