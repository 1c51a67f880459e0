import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { isPlanWidget, planWidget } from "#app/tasks/plan-widget.server.ts";
import { planText } from "#app/tasks/plan.ts";
import { listingIn } from "#app/tasks/task-widget.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { showList } from "./list-actions.ts";
import { loadPlan } from "./show-plan.ts";
import type { ClientEffectEvent } from "#app/chatkit/protocol/events.ts";

/**
 * The widget item with the current state of its tasks; undefined when it is neither a task list nor a plan.
 *
 * @param said what a list says below its tasks
 */
export async function refreshWidget(
  item: WidgetItem,
  scope: TaskScope,
  said?: string,
): Promise<WidgetItem | undefined> {
  if (isPlanWidget(item.widget)) {
    const plan = await loadPlan(scope);
    const text = planText(plan, scope);
    return { ...item, widget: planWidget(plan, text), copy_text: text };
  }
  const listing = listingIn(item.widget);
  if (!listing) return undefined;
  const { widget, copyText } = await showList(
    listing,
    scope,
    said === undefined ? undefined : { text: said },
  );
  return { ...item, widget, copy_text: copyText };
}

/** Tells the page that tasks have changed, so that it reloads what it shows of them. */
export function tasksChanged(): ClientEffectEvent {
  return { type: "client_effect", name: "tasks.changed", data: {} };
}
