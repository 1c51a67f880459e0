import type { ListViewItem } from "#app/chatkit/protocol/widget-types.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import {
  action,
  button,
  caption,
  card,
  col,
  listView,
  listViewItem,
  text,
} from "#app/chatkit/widgets/builders.ts";
import type { Task } from "#db/schema/index.ts";
import type { LocalNow } from "./local-time.ts";
import { factsLine, priorityBadge } from "./task-badges.ts";
import { toTaskRow } from "./task-row.ts";
import { taskText } from "./task-view.ts";

/** The id that marks a widget as a task list. */
const LIST_ID = "tasks";

/** A widget of tasks, and the text that copying it gives. */
export interface TaskWidget {
  widget: WidgetRoot;
  copyText: string;
}

/** A list with a row for each task, which has a button to complete or reopen it. */
export function taskWidget(tasks: Task[], local: LocalNow): TaskWidget {
  const copyText = tasks.map((task) => `- ${taskText(task, local)}`).join("\n");
  if (tasks.length === 0) {
    const note = text("These tasks are no longer there.", { color: "secondary" });
    return { widget: card([note], { id: LIST_ID, size: "sm" }), copyText: "No tasks" };
  }
  const rows = tasks.map((task) => taskListItem(task, local));
  return { widget: listView(rows, { id: LIST_ID }), copyText };
}

/** The ids of the tasks in a widget that {@link taskWidget} made; undefined for any other widget. */
export function taskIdsIn(widget: WidgetRoot): string[] | undefined {
  if (widget.id !== LIST_ID) return undefined;
  return widget.type === "ListView" ? widget.children.flatMap(({ id }) => id ?? []) : [];
}

function taskListItem(task: Task, local: LocalNow): ListViewItem {
  const shown = toTaskRow(task, local);
  const { id, title, overdue, completed, priority } = shown;
  const facts = factsLine(shown);
  const change = completed ? "task.reopen" : "task.complete";
  return listViewItem(
    [
      col(
        [
          text(title, { lineThrough: completed, ...(completed ? { color: "secondary" } : {}) }),
          facts !== "" && caption(facts, overdue ? { color: "danger" } : {}),
        ],
        { flex: 1, gap: 0 },
      ),
      priorityBadge(priority),
      button(completed ? "Reopen" : "Complete", {
        onClickAction: action(change, { id }, { loadingBehavior: "self" }),
        size: "sm",
        variant: "outline",
        pill: true,
      }),
    ],
    { id, key: id, gap: 3, align: "center" },
  );
}
