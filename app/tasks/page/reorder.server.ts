import { changeTasks } from "#db/queries/task-changes.ts";
import type { TaskScope } from "../task-scope.ts";
import type { PlannerResult } from "./form-problem.ts";

/**
 * Puts a task where `order` has it among its group's tasks, as one change that can be undone.
 *
 * The algebra of operations gives all selected tasks the same values, so positions are written directly.
 */
export async function reorderTasks(
  { id, order }: { id: string; order: string[] },
  { db, userId }: TaskScope,
): Promise<PlannerResult> {
  let summary: string | undefined;
  const { changeId } = await changeTasks(db, { userId, ids: order }, (found) => {
    const moved = found.find((task) => task.id === id);
    if (!moved) return { summary: "", updates: [], inserts: [] };
    summary = `Moved “${moved.title}”`;
    const positions = newPositions(
      found.map((task) => ({ id: task.id, position: task.position })),
      id,
    );
    const updates = [...positions].map(([taskId, position]) => ({ id: taskId, values: { position } }));
    return { summary, updates, inserts: [] };
  });
  if (summary === undefined) return { kind: "not_found" };
  return { kind: "changed", change: changeId === null ? null : { id: changeId, summary } };
}

/**
 * The positions that have to change so that the tasks sort in this order: between its neighbours if there is room,
 * else by moving the tasks above it up. New tasks have 0 and so come after those that were put in order.
 */
export function newPositions(order: { id: string; position: number }[], moved: string): Map<string, number> {
  const at = order.findIndex(({ id }) => id === moved);
  const changes = new Map<string, number>();
  const [above, below] = [order[at - 1]?.position, order[at + 1]?.position];
  if (below === undefined) {
    if (above !== undefined) changes.set(moved, above + 1);
    return changes;
  }
  if (above !== undefined && above < below) {
    changes.set(moved, (above + below) / 2);
    return changes;
  }
  let next = below;
  for (const { id, position } of order.slice(0, at + 1).toReversed()) {
    if (id !== moved && position < next) break;
    next -= 1;
    changes.set(id, next);
  }
  return changes;
}
