import { boldTitle } from "#app/tasks/task-view.ts";

const MAX_NAMED = 10;

/** "**Buy milk**, **Call Ann** and 3 more" */
export function names(tasks: { title: string }[]): string {
  const named = tasks.slice(0, MAX_NAMED).map(({ title }) => boldTitle(title));
  const rest = tasks.length - named.length;
  return new Intl.ListFormat("en").format(rest > 0 ? [...named, `${rest} more`] : named);
}
