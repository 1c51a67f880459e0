import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { WidgetRoot } from "#app/chatkit/protocol/widgets.ts";
import { streamWidget } from "#app/chatkit/widgets/stream.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";
import { changingParts, planWidget, unfinishedPlan } from "#app/tasks/plan-widget.server.ts";
import { type Plan, planDay, planText } from "#app/tasks/plan.ts";
import { listOpenTasks } from "#db/queries/tasks.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { inWordGroups } from "./message-events.ts";

const MAX_READ = 500;

export async function loadPlan(scope: TaskScope): Promise<Plan> {
  const { rows } = await listOpenTasks(scope.db, { userId: scope.userId, limit: MAX_READ });
  return planDay(rows, scope);
}

interface WidgetTarget {
  thread: { id: string };
  /** The id of the new item. */
  id: string;
  signal: AbortSignal;
}

/**
 * Streams a plan as a widget: first its text, then the number of tasks, then the buttons.
 *
 * @throws the signal's reason when it aborts
 */
export async function* showPlan(
  plan: Plan,
  local: LocalNow,
  { thread, id, signal }: WidgetTarget,
): AsyncGenerator<ThreadStreamEvent> {
  const text = planText(plan, local);
  for await (const event of streamWidget(thread, growing(text, signal), { id, copyText: text })) {
    if (event.type !== "thread.item.done" || event.item.type !== "widget") {
      yield event;
      continue;
    }
    // `streamWidget` sends text deltas and whole widgets. Single components are sent here.
    const widget = planWidget(plan, text);
    for (const component of changingParts(widget)) {
      const update = {
        type: "widget.component.updated",
        component_id: component.id ?? "",
        component,
      } as const;
      yield { type: "thread.item.updated", item_id: id, update };
    }
    yield { type: "thread.item.updated", item_id: id, update: { type: "widget.root.updated", widget } };
    yield { ...event, item: { ...event.item, widget } };
  }
}

async function* growing(text: string, signal: AbortSignal): AsyncGenerator<WidgetRoot> {
  let written = "";
  yield unfinishedPlan(written);
  for await (const words of inWordGroups(text, signal)) {
    written += words;
    yield unfinishedPlan(written);
  }
}
