import { z } from "zod";
import { ChatKitError, CustomStreamError } from "#app/chatkit/errors.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import { taskAnnotations } from "#app/tasks/task-annotation.ts";
import { change } from "./builtin/act/change.ts";
import { selectTasks } from "#app/tasks/selector.server.ts";
import type { Reply } from "./builtin/reply.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";
import { type AssistantDeps, type ChatContext, localNow } from "./context.ts";
import { performCardAction } from "./card-actions.ts";
import { performListAction } from "./list-actions.ts";
import type { WidgetItem } from "#app/chatkit/protocol/items.ts";
import type { TaskWidget } from "#app/tasks/task-widget.ts";
import { refreshWidget, tasksChanged } from "./task-updates.ts";
import { messageEvents } from "./message-events.ts";

/** What a checkbox shows, when it sends that. */
const done = z.boolean().optional();

const TaskAction = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["task.complete", "task.reopen"]), payload: z.object({ id: z.string(), done }) }),
  z.object({ type: z.literal("task.delete"), payload: z.object({ id: z.string() }) }),
]);
const CHANGE_OF = {
  "task.complete": { kind: "complete" },
  "task.reopen": { kind: "reopen" },
  "task.delete": { kind: "delete" },
} as const;

async function changeTask(
  how: (typeof CHANGE_OF)[keyof typeof CHANGE_OF],
  id: string,
  scope: TaskScope,
): Promise<Reply> {
  const tasks = await selectTasks(scope, { ids: [id], state: "all" });
  return tasks.length > 0 ? change(how, tasks, scope) : { text: "That task is no longer there." };
}

const withWidget = (item: WidgetItem, { widget, copyText }: TaskWidget): WidgetItem => ({
  ...item,
  widget,
  copy_text: copyText,
});

const performWidgetAction = async (action: Action, scope: TaskScope) =>
  (await performCardAction(action, scope)) ?? performListAction(action, scope);

type Actions = Required<Pick<ChatKitHandlers<ChatContext>, "action" | "syncAction">>;

/**
 * Handles the actions of widgets: complete, reopen or delete the task `{ id }`, those of a task's card, and those of a
 * task list. Each is updated in place, as is a plan; for a button in another widget, a message tells the result.
 */
export function createActions({ db, store }: AssistantDeps): Actions {
  const scopeOf = (context: ChatContext): TaskScope => ({ db, userId: context.userId, ...localNow(context) });
  const perform = (action: Action, scope: TaskScope) => {
    const parsed = TaskAction.safeParse(action);
    if (!parsed.success) return undefined;
    const { type, payload } = parsed.data;
    // A checkbox that was pressed twice before the list was updated still has the first action.
    const isTick = type !== "task.delete" && "done" in payload && payload.done !== undefined;
    const kind = isTick ? (payload.done ? "task.complete" : "task.reopen") : type;
    return changeTask(CHANGE_OF[kind], payload.id, scope);
  };
  return {
    async *action(thread, action, sender, context, signal) {
      const scope = scopeOf(context);
      const carded = sender && (await performWidgetAction(action, scope));
      if (carded) {
        if (carded.changed) yield tasksChanged();
        yield { type: "thread.item.replaced", item: withWidget(sender, carded.widget) };
        return;
      }
      const reply = await perform(action, scope);
      if (!reply)
        throw new CustomStreamError("This button does nothing here. The page may be out of date; reload it.");
      if (reply.changed) yield tasksChanged();
      const item = sender && (await refreshWidget(sender, scope));
      if (item) {
        yield { type: "thread.item.replaced", item };
        if (!reply.changed) yield { type: "notice", level: "info", message: reply.text };
        return;
      }
      const answer = { id: store.generateId("message", context), threadId: thread.id };
      yield* messageEvents(answer, reply.text, signal, taskAnnotations(reply.text, reply.tasks ?? []));
    },

    async syncAction(thread, action, sender, context) {
      const scope = scopeOf(context);
      const carded = sender && (await performWidgetAction(action, scope));
      if (carded) {
        const updated = withWidget(sender, carded.widget);
        await store.saveItem(thread.id, updated, context);
        return { updated_item: updated };
      }
      const reply = await perform(action, scope);
      if (!reply) throw new ChatKitError("invalid_request", `There is no action ${action.type}.`);
      // There is no place for a notice beside the updated item: the list itself says what isn't there.
      const missing = reply.changed || reply.tasks ? undefined : reply.text;
      const item = sender && (await refreshWidget(sender, scope, missing));
      if (item) await store.saveItem(thread.id, item, context);
      const updated_item = item ?? sender;
      return updated_item ? { updated_item } : {};
    },
  };
}
