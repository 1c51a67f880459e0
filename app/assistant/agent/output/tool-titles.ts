import { ASK_PERSON } from "../tools/ask-person.ts";
import { CLIENT_TOOLS } from "../tools/client-tools.ts";

/**
 * The title of a tool's step, which is also shown as progress. Undefined for a tool that ends the turn, to be continued
 * by the page or the user: it has a visible item of its own.
 *
 * @param others the titles of tools of other servers, by the name that the model calls
 */
export function toolTitle(name: string, others: ReadonlyMap<string, string>): string | undefined {
  if (name === ASK_PERSON || CLIENT_TOOLS.includes(name)) return undefined;
  return others.get(name) ?? (Object.hasOwn(TITLES, name) ? TITLES[name] : undefined) ?? "Working on it";
}

const TITLES: Record<string, string> = {
  create_task: "Adding a task",
  list_tasks: "Looking at your tasks",
  show_tasks: "Looking at your tasks",
  show_plan: "Planning your day",
  update_task: "Changing a task",
  complete_task: "Completing a task",
  reopen_task: "Reopening a task",
  delete_task: "Deleting a task",
  find_tasks: "Looking at your tasks",
  create_tasks: "Adding tasks",
  change_tasks: "Changing tasks",
  complete_tasks: "Completing tasks",
  delete_tasks: "Deleting tasks",
  undo_last_change: "Undoing a change",
  remember: "Remembering",
  forget: "Forgetting",
};
