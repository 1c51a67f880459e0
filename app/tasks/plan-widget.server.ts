import type { Badge, Markdown } from "#app/chatkit/protocol/widget-types.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { action, badge, button, card, markdown, row, title } from "#app/chatkit/widgets/builders.ts";
import type { Task } from "#db/schema/index.ts";
import { inOrder, type Plan } from "./plan.ts";

/** The id that marks a widget as the plan of the day. */
const PLAN_ID = "plan";

/** Maximum number of tasks with a button, and maximum length of a title on it. */
const MAX_BUTTONS = 3;
const MAX_LABEL = 32;

/** The parts of the widget that change while the plan streams. */
export const planBody = (value: string, streaming = false): Markdown =>
  markdown(value, { id: "plan-text", streaming });
export const planCount = ({ open, overdue }: Plan): Badge =>
  badge(overdue.length > 0 ? `${overdue.length} of ${open} overdue` : `${open} open`, {
    id: "plan-count",
    color: overdue.length > 0 ? "danger" : "secondary",
  });

/** The widget while the plan's text streams in. */
export function unfinishedPlan(text: string): WidgetRoot {
  return card([heading(badge("Planning", { id: "plan-count", color: "secondary" })), planBody(text, true)], {
    id: PLAN_ID,
  });
}

/** The finished widget, with buttons that complete the first tasks. */
export function planWidget(plan: Plan, text: string): WidgetRoot {
  const buttons = inOrder(plan)
    .slice(0, MAX_BUTTONS)
    .map((task) => completeButton(task));
  return card(
    [
      heading(planCount(plan)),
      planBody(text || "Nothing is left to do."),
      buttons.length > 0 && row(buttons, { gap: 2, wrap: "wrap" }),
    ],
    { id: PLAN_ID },
  );
}

export function isPlanWidget({ id }: WidgetRoot): boolean {
  return id === PLAN_ID;
}

const heading = (count: Badge) =>
  row([title("Your day", { size: "sm" }), count], { gap: 2, align: "center" });

function completeButton({ id, title: name }: Task) {
  const label = name.length > MAX_LABEL ? `${name.slice(0, MAX_LABEL - 1).trimEnd()}…` : name;
  return button(`Complete “${label}”`, {
    onClickAction: action("task.complete", { id }, { loadingBehavior: "self" }),
    iconStart: "check",
    size: "sm",
    variant: "outline",
    pill: true,
  });
}
