import type { Badge, Markdown } from "#app/chatkit/protocol/widget-types.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { walk } from "#app/chatkit/widgets/walk.ts";
import { readWidgetTemplate } from "#app/widget-templates/template.ts";
import type { Task } from "#db/schema/index.ts";
import { inOrder, type Plan } from "./plan.ts";
import source from "./plan.widget?raw";

const template = readWidgetTemplate(source);

/** The id that marks a widget as the plan of the day. The template has it, too. */
const PLAN_ID = "plan";

/** Maximum number of tasks with a button, and maximum length of a title on it. */
const MAX_BUTTONS = 3;
const MAX_LABEL = 32;

/** The widget while the plan's text streams in. */
export function unfinishedPlan(text: string): WidgetRoot {
  return template.build({ count: "Planning", overdue: false, text, streaming: true, tasks: [] });
}

/** The finished widget, with buttons that complete the first tasks. */
export function planWidget(plan: Plan, text: string): WidgetRoot {
  const { open, overdue } = plan;
  return template.build({
    count: overdue.length > 0 ? `${overdue.length} of ${open} overdue` : `${open} open`,
    overdue: overdue.length > 0,
    text: text || "Nothing is left to do.",
    streaming: false,
    tasks: inOrder(plan)
      .slice(0, MAX_BUTTONS)
      .map(({ id, title }) => ({ id, label: shortened(title) })),
  });
}

/** The text and the count of a plan: the components that change while it streams. */
export function changingParts(plan: WidgetRoot): (Markdown | Badge)[] {
  const parts = [...walk(plan)];
  return [
    ...parts.filter((part) => part.type === "Markdown"),
    ...parts.filter((part) => part.type === "Badge"),
  ];
}

export function isPlanWidget({ id }: WidgetRoot): boolean {
  return id === PLAN_ID;
}

const shortened = (title: Task["title"]): string =>
  title.length > MAX_LABEL ? `${title.slice(0, MAX_LABEL - 1).trimEnd()}…` : title;
