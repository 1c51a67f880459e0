import { getTask, listCompletedTasks, listOpenTasks } from "#db/queries/tasks.ts";
import { toTaskRow } from "./task-row.ts";
import type { TaskScope } from "./task-scope.ts";
import { taskText } from "./task-view.ts";

const OPEN_PAGE = 50;
const COMPLETED_PAGE = 20;

interface TasksQuery {
  /** Cursors of the pages to show; undefined for the first page. */
  open: string | undefined;
  done: string | undefined;
  /** Id of a task that was just added, which the page confirms. */
  added: string | undefined;
}

/** Loads the data of the tasks page, with its queries in parallel. */
export async function loadTasks(scope: TaskScope, query: TasksQuery) {
  const { db, userId } = scope;
  const [open, completed, added] = await Promise.all([
    listOpenTasks(db, { userId, limit: OPEN_PAGE, cursor: query.open }),
    listCompletedTasks(db, { userId, limit: COMPLETED_PAGE, cursor: query.done }),
    query.added ? getTask(db, { userId, id: query.added }) : undefined,
  ]);
  return {
    open: { rows: open.rows.map((task) => toTaskRow(task, scope)), next: open.nextCursor },
    completed: { rows: completed.rows.map((task) => toTaskRow(task, scope)), next: completed.nextCursor },
    added: added && { id: added.id, text: taskText(added, scope) },
  };
}
