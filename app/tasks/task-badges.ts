import { badge } from "#app/chatkit/widgets/builders.ts";
import type { TaskPriority } from "#db/schema/index.ts";
import type { TaskRow } from "./task-view.ts";

export const PRIORITY_NAMES: Record<TaskPriority, string> = {
  urgent: "Urgent",
  high: "High priority",
  normal: "Normal priority",
  low: "Low priority",
};
const COLORS = { urgent: "danger", high: "warning", normal: "secondary", low: "secondary" } as const;

/** The priority of a task in a widget, unless it is the normal one. */
export const priorityBadge = (priority: TaskPriority) =>
  priority !== "normal" && badge(PRIORITY_NAMES[priority], { color: COLORS[priority] });

/** What a widget says of a task beneath its title: "Due tomorrow · every Monday · In work". */
export function factsLine({ due, overdue, repeats, duration, list, tags }: TaskRow): string {
  return [
    due && (overdue ? `Overdue: ${due}` : `Due ${due}`),
    repeats,
    duration,
    list && `In ${list}`,
    tags.map((tag) => `@${tag}`).join(" "),
  ]
    .filter(Boolean)
    .join(" · ");
}
