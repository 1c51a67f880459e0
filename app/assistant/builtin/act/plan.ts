import { inOrder } from "#app/tasks/plan.ts";
import { boldTitle } from "#app/tasks/task-view.ts";
import { loadPlan } from "../../show-plan.ts";
import type { Reply } from "../reply.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";

/**
 * Plans the day: a sentence names the first task, so that the next message can refer to it; a widget has them
 * all.
 */
export async function plan(scope: TaskScope): Promise<Reply> {
  const day = await loadPlan(scope);
  const order = inOrder(day);
  const [first, ...others] = order;
  if (!first) {
    return {
      text: "Nothing is open: your day is free. To add a task, write something like “Buy milk at 5pm”.",
    };
  }
  const why = day.overdue.includes(first)
    ? "it is overdue"
    : day.today.includes(first)
      ? "it is due today"
      : day.important.includes(first)
        ? "it has high priority, and nothing is due today"
        : undefined;
  const name = boldTitle(first.title);
  const note = { focus: [first.id], shown: order.map(({ id }) => id) };
  if (why) return { text: `I would begin with ${name}: ${why}.`, plan: day, note };
  // Without due, overdue or important tasks the widget is one list, and this is its first task.
  const free = others.length > 0 ? `I would begin with the first of these, ${name}` : `There is only ${name}`;
  return { text: `Nothing is due today. ${free}.`, plan: day, note };
}
