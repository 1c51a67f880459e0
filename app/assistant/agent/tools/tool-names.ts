import { ASK_PERSON } from "./ask-person.ts";
import { CLIENT_TOOLS } from "./client-tools.ts";

/** Whether a tool hands over to the page or the person. That shows by itself. */
export function endsTurn(name: string): boolean {
  return name === ASK_PERSON || CLIENT_TOOLS.includes(name);
}

/** What the person reads while a tool runs, and in the list of what was done. */
export function toolTitle(name: string): string {
  return TITLES[name] ?? "Working on it";
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
};
