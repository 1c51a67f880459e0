import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import { taskIdsIn, taskWidget } from "#app/tasks/task-widget.ts";
import { getTask } from "#db/queries/tasks.ts";
import type { Owner } from "./builtin/reply.ts";

/** The item with its tasks as they are now; undefined when it is no list of tasks. */
export async function refreshTaskList(item: WidgetItem, owner: Owner): Promise<WidgetItem | undefined> {
  const ids = taskIdsIn(item.widget);
  if (!ids) return undefined;
  const tasks = await Promise.all(ids.map((id) => getTask(owner.db, { userId: owner.userId, id })));
  const { widget, copyText } = taskWidget(
    tasks.filter((task) => task !== undefined),
    owner,
  );
  return { ...item, widget, copy_text: copyText };
}
