import { action, caption, card, checkbox, col, row, select, text } from "#app/chatkit/widgets/builders.ts";
import type { Task } from "#db/schema/index.ts";
import { dayText } from "./date-text.ts";
import { addDays, type LocalNow, today, isoDay, mondayOf, daysBetween } from "./local-time.ts";
import { copyTextOf, INSTANT, type Listing, rowParts, type TaskWidget } from "./task-widget.ts";

/** The id that marks a widget as a task list in which several are selected. */
const SELECTION_ID = "tasks-selection";

/** The name of a task's checkbox begins with it: its value is sent as `pick.<id>`. */
export const PICK = "pick";

/** How many titles a question names. */
const MAX_NAMED = 5;

export interface Selection {
  /** The tasks that are selected. */
  picked?: ReadonlySet<string>;
  /** What to do with them. */
  what?: string | undefined;
  /** Why it couldn't be done. */
  problem?: string;
}

/** A task list as a form: a checkbox for each task, and what to do with those that are checked. */
export function selectionForm(
  tasks: Task[],
  local: LocalNow,
  listing: Listing,
  selection: Selection = {},
): TaskWidget {
  const { picked, what, problem } = selection;
  const rows = tasks.map((task) => {
    const tick = checkbox(`${PICK}.${task.id}`, {
      label: task.title,
      defaultChecked: picked?.has(task.id) ?? false,
    });
    return row(rowParts(tick, task, local), { key: task.id, gap: 3, align: "center" });
  });
  const options = optionsOn(local);
  const isKnown = options.some(({ value }) => value === what);
  const widget = card(
    [
      col(rows, { gap: 3 }),
      col(
        [
          select("what", options, {
            placeholder: "What to do with them",
            ...(what !== undefined && isKnown && { defaultValue: what }),
          }),
          problem !== undefined && caption(problem, { color: "danger" }),
        ],
        { gap: 1, margin: { top: 2 } },
      ),
    ],
    {
      id: SELECTION_ID,
      size: "lg",
      asForm: true,
      confirm: { label: "Apply", action: action("tasks.apply", { ...listing }, INSTANT) },
      cancel: { label: "Cancel", action: action("tasks.list", { ...listing }, INSTANT) },
    },
  );
  return { widget, copyText: copyTextOf(tasks, local) };
}

/** Asks before several tasks are deleted. */
export function deletionQuestion(tasks: Task[], listing: Listing): TaskWidget {
  const pick = tasks.map(({ id }) => id);
  const named = tasks.slice(0, MAX_NAMED).map(({ title }) => `“${title}”`);
  const rest = tasks.length - named.length;
  const names = new Intl.ListFormat("en").format(rest > 0 ? [...named, `${rest} more`] : named);
  const question = `Delete ${names}?`;
  const widget = card([text(question)], {
    id: SELECTION_ID,
    size: "lg",
    confirm: {
      label: `Delete ${tasks.length} tasks`,
      action: action("tasks.delete", { ...listing, pick }, INSTANT),
    },
    cancel: { label: "Keep them", action: action("tasks.list", { ...listing }, INSTANT) },
  });
  return { widget, copyText: question };
}

/** What can be done with several tasks. Days but today and tomorrow are named by their date. */
function optionsOn(local: LocalNow) {
  const day = nextMonday(local);
  return [
    { value: "complete", label: "Complete" },
    { value: "today", label: "Move to today" },
    { value: "tomorrow", label: "Move to tomorrow" },
    { value: isoDay(day), label: `Move to ${dayText(day, local, LONG)}` },
    { value: "none", label: "Remove the date" },
    { value: "delete", label: "Delete" },
  ];
}

const LONG = { weekday: "long", month: "short", day: "numeric" } as const;

/** The next Monday that isn't tomorrow, which has an option of its own. */
function nextMonday(local: LocalNow): Date {
  const monday = addDays(mondayOf(today(local)), 7);
  return daysBetween(today(local), monday) === 1 ? addDays(monday, 7) : monday;
}
