import type { Checkbox, ListViewItem } from "#app/chatkit/protocol/widget-types.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import {
  action,
  badge,
  basic,
  box,
  button,
  caption,
  card,
  checkbox,
  col,
  listView,
  listViewItem,
  row,
  spacer,
  text,
} from "#app/chatkit/widgets/builders.ts";
import type { Task } from "#db/schema/index.ts";
import type { LocalNow } from "./local-time.ts";
import { factsLine, priorityBadge } from "./task-badges.ts";
import { toTaskRow } from "./task-view.ts";
import { taskText } from "./task-view.ts";
import { type DayCount, daysIn, weekCard } from "./week-chart.ts";

/** The id that marks a widget as a task list. */
const LIST_ID = "tasks";
/** The same with a chart above it. */
const WEEK_ID = "tasks-week";

/** A widget of tasks, and the text that copying it gives. */
export interface TaskWidget {
  widget: WidgetRoot;
  copyText: string;
}

/** What was done last with the tasks of a list. */
export interface DoneToList {
  text: string;
  /** The change that can be undone. */
  change?: string | undefined;
}

/** What a list is of, as its actions carry it. */
export interface Listing {
  ids: string[];
  /** The days of the chart above the list. */
  days?: string[] | undefined;
}

export interface TaskWidgetOptions {
  done?: DoneToList | undefined;
  /** What the list is of, if that is more than the tasks that are still there. */
  listing?: Listing | undefined;
  /** Shown as a chart above the list. */
  week?: DayCount[] | undefined;
}

/** Room for a checkbox, so that a row's second line begins below its title. */
const BOX_WIDTH = "26px";

export const copyTextOf = (tasks: Task[], local: LocalNow): string =>
  tasks.map((task) => `- ${taskText(task, local)}`).join("\n") || "No tasks";

/**
 * A list of tasks, each with a checkbox that completes or reopens it in place. From the last row, several can be
 * selected, and the last change be undone.
 */
export function taskWidget(tasks: Task[], local: LocalNow, options: TaskWidgetOptions = {}): TaskWidget {
  const { done, week } = options;
  const listing = options.listing ?? {
    ids: tasks.map(({ id }) => id),
    ...(week && { days: week.map(({ day }) => day) }),
  };
  const undo = done?.change !== undefined && undoButton(done.change, listing);
  const copyText = copyTextOf(tasks, local);
  if (tasks.length === 0) {
    const note = text(done?.text ?? "These tasks are no longer there.", { color: "secondary" });
    return { widget: card([note, undo && row([undo])], { id: LIST_ID, size: "sm" }), copyText };
  }
  const rows = tasks.map((task) => taskListItem(task, local));
  if (tasks.length > 1 || done) {
    const said = done ? box([caption(done.text)], { flex: 1 }) : spacer();
    const select = tasks.length > 1 && selectButton(listing);
    rows.push(listViewItem([said, undo, select], { key: "all", ...ROW }));
  }
  const list = listView(rows, { id: LIST_ID });
  return { widget: week ? basic([weekCard(week, local), list], { id: WEEK_ID, gap: 3 }) : list, copyText };
}

/** What a list that {@link taskWidget} made is of; undefined for any other widget. */
export function listingIn(widget: WidgetRoot): Listing | undefined {
  if (widget.id === WEEK_ID && widget.type === "Basic") {
    const ids = widget.children.flatMap((child) =>
      child.type === "ListView" ? (listingIn(child)?.ids ?? []) : [],
    );
    return { ids, days: daysIn(widget) };
  }
  if (widget.id !== LIST_ID) return undefined;
  return { ids: widget.type === "ListView" ? widget.children.flatMap(({ id }) => id ?? []) : [] };
}

const ROW = { gap: 3, align: "center" } as const;

/** Answered with the updated widget alone, while the conversation goes on. */
export const INSTANT = { streaming: false, loadingBehavior: "self" } as const;

const selectButton = (listing: Listing) =>
  button("Select", {
    onClickAction: action("tasks.select", { ...listing }, INSTANT),
    iconStart: "check-circle",
    size: "sm",
    variant: "ghost",
  });

const undoButton = (change: string, listing: Listing) =>
  button("Undo", {
    onClickAction: action("tasks.undo", { ...listing, change }, INSTANT),
    size: "sm",
    variant: "outline",
    pill: true,
  });

function taskListItem(task: Task, local: LocalNow): ListViewItem {
  const { id, completed } = toTaskRow(task, local);
  const change = completed ? "task.reopen" : "task.complete";
  const tick = checkbox("done", {
    label: task.title,
    defaultChecked: completed,
    onChangeAction: action(change, { id }, { streaming: false, loadingBehavior: "none" }),
  });
  return listViewItem(rowParts(tick, task, local), { id, key: id, ...ROW });
}

/** A task's row: its title as the label of a checkbox, below it when it is due, and its priority. */
export function rowParts(tick: Checkbox, task: Task, local: LocalNow) {
  const shown = toTaskRow(task, local);
  const facts = factsLine(shown);
  const color = shown.overdue ? ({ color: "danger" } as const) : {};
  return [
    col([tick, facts !== "" && box([caption(facts, color)], { padding: { left: BOX_WIDTH } })], {
      flex: 1,
      gap: 0,
    }),
    shown.completed ? badge("Done", { color: "success" }) : priorityBadge(shown.priority),
  ];
}
