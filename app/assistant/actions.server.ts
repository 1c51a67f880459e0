import { z } from "zod";
import { ChatKitError, CustomStreamError } from "#app/chatkit/errors.ts";
import type { ChatKitHandlers } from "#app/chatkit/handlers.ts";
import type { Action } from "#app/chatkit/protocol/requests.ts";
import type { Store } from "#app/chatkit/store.ts";
import type { Database } from "#db/types.ts";
import { changeOne } from "./builtin/change.ts";
import { type ChatContext, localNow } from "./context.ts";
import { emptyAnswer, say } from "./say.ts";
import { tasksChanged } from "./tasks-changed.ts";

interface Deps {
  db: Database;
  store: Store<ChatContext>;
}

const TaskAction = z.discriminatedUnion("type", [
  z.object({ type: z.literal("task.complete"), payload: z.object({ id: z.string() }) }),
  z.object({ type: z.literal("task.reopen"), payload: z.object({ id: z.string() }) }),
  z.object({ type: z.literal("task.delete"), payload: z.object({ id: z.string() }) }),
]);
const CHANGE_OF = {
  "task.complete": { kind: "complete" },
  "task.reopen": { kind: "reopen" },
  "task.delete": { kind: "delete" },
} as const;

type Actions = Required<Pick<ChatKitHandlers<ChatContext>, "action" | "syncAction">>;

/** What buttons in widgets do: complete, reopen or delete the task `{ id }`. */
export function createActions({ db, store }: Deps): Actions {
  const perform = (action: Action, context: ChatContext) => {
    const parsed = TaskAction.safeParse(action);
    if (!parsed.success) return undefined;
    const { type, payload } = parsed.data;
    return changeOne(CHANGE_OF[type], payload, { db, userId: context.userId, ...localNow(context) });
  };
  return {
    async *action(thread, action, _sender, context, signal) {
      const reply = await perform(action, context);
      if (!reply)
        throw new CustomStreamError("This button does nothing here. The page may be out of date; reload it.");
      if (reply.changed) yield tasksChanged();
      const item = emptyAnswer(store.generateId("message", context), thread.id, new Date());
      yield* say(item, reply.text, signal);
    },

    async syncAction(_thread, action, sender, context) {
      const reply = await perform(action, context);
      if (!reply) throw new ChatKitError("invalid_request", `There is no action ${action.type}.`);
      return sender ? { updated_item: sender } : {};
    },
  };
}
