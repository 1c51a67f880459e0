import type { Operation } from "./operation.server.ts";

const PAST: Record<Operation["kind"], string> = {
  create: "Added",
  edit: "Changed",
  shift: "Moved",
  complete: "Completed",
  reopen: "Reopened",
  delete: "Deleted",
  restore: "Restored",
};

/** What an operation did: "Completed “Buy milk”", "Deleted 3 tasks". */
export function operationText(kind: Operation["kind"], tasks: { title: string }[]): string {
  const [only] = tasks;
  const what = tasks.length === 1 && only ? `“${only.title}”` : `${tasks.length} tasks`;
  return `${PAST[kind]} ${what}`;
}
