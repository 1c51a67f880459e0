import { isoDay } from "./local-time.ts";
import {
  action,
  button,
  caption,
  card,
  col,
  datePicker,
  input,
  row,
  select,
  text,
} from "#app/chatkit/widgets/builders.ts";
import type { Task } from "#db/schema/index.ts";

import { dueDay, dueOf } from "./due.ts";
import type { LocalNow } from "./local-time.ts";
import { factsLine, PRIORITY_NAMES, priorityBadge } from "./task-badges.ts";
import { toTaskRow } from "./task-view.ts";
import { taskText } from "./task-view.ts";
import type { TaskWidget } from "./task-widget.ts";

/** The id that marks a widget as the card of a task. */
const CARD_ID = "task-card";

/**
 * A task that was made or changed, with a button to change it and one that undoes the change.
 *
 * @param changeId the change that can be undone
 */
export function taskCard(task: Task, changeId: string | undefined, local: LocalNow): TaskWidget {
  const shown = toTaskRow(task, local);
  const { title, overdue, completed, priority } = shown;
  const facts = factsLine(shown);
  const widget = card(
    [
      row(
        [
          col(
            [
              text(title, { weight: "semibold", lineThrough: completed }),
              facts !== "" && caption(facts, overdue ? { color: "danger" } : {}),
            ],
            { flex: 1, gap: 0 },
          ),
          priorityBadge(priority),
        ],
        { gap: 3, align: "center" },
      ),
      row(
        [
          button("Change", {
            onClickAction: action("task.edit", { id: task.id }, { loadingBehavior: "self" }),
            size: "sm",
            variant: "outline",
            pill: true,
          }),
          changeId !== undefined &&
            button("Undo", {
              onClickAction: action(
                "task.undo",
                { id: task.id, change: changeId },
                { loadingBehavior: "self" },
              ),
              size: "sm",
              variant: "outline",
              pill: true,
            }),
        ],
        { gap: 2 },
      ),
    ],
    { id: CARD_ID, size: "sm" },
  );
  return { widget, copyText: taskText(task, local) };
}

/** The card as a form that changes the task's title, day and priority. */
export function taskForm(task: Task, local: LocalNow): TaskWidget {
  const due = dueOf(task);
  const day = due ? isoDay(dueDay(due, local.timeZone)) : undefined;
  const options = (["urgent", "high", "normal", "low"] as const).map((value) => ({
    value,
    label: PRIORITY_NAMES[value],
  }));
  const widget = card(
    [
      input("title", { defaultValue: task.title, required: true }),
      row(
        [
          datePicker("date", {
            placeholder: "No date",
            clearable: true,
            ...(day !== undefined && { defaultValue: day }),
          }),
          select("priority", options, { defaultValue: task.priority }),
        ],
        { gap: 2, wrap: "wrap" },
      ),
    ],
    {
      id: CARD_ID,
      size: "sm",
      asForm: true,
      confirm: { label: "Save", action: action("task.save", { id: task.id }) },
      cancel: { label: "Cancel", action: action("task.show", { id: task.id }) },
    },
  );
  return { widget, copyText: taskText(task, local) };
}

/** What the card becomes when its change was undone. */
export function undoneCard(summary: string): TaskWidget {
  return {
    widget: card([text(summary, { color: "secondary" })], { id: CARD_ID, size: "sm" }),
    copyText: summary,
  };
}
