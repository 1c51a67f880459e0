import type { Store } from "#app/chatkit/store.ts";
import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import { streamWidget } from "#app/chatkit/widgets/stream.ts";
import type { Database } from "#db/types.ts";
import { type ChatContext, localNow } from "../context.ts";
import { userText } from "../message-text.ts";
import { emptyAnswer, say } from "../say.ts";
import { tasksChanged } from "../tasks-changed.ts";
import { answer } from "./answer.ts";
import { questionNote, readBefore } from "./question.ts";

interface Deps {
  db: Database;
  store: Store<ChatContext>;
}

/** Enough to reach back over the last turn with all its items. */
const LOOK_BACK = 20;

/**
 * The assistant that needs no model: it understands everyday requests about tasks, and says so when it
 * doesn't.
 */
export async function* respondBuiltIn(
  { db, store }: Deps,
  thread: ThreadMetadata,
  input: UserMessageItem,
  context: ChatContext,
  signal: AbortSignal,
): AsyncGenerator<ThreadStreamEvent> {
  const page = { limit: LOOK_BACK, order: "desc", after: input.id } as const;
  const before = readBefore((await store.loadItems(thread.id, page, context)).data);
  const local = localNow(context);
  const reply = await answer(userText(input), before, { db, userId: context.userId, ...local });
  if (reply.changed) yield tasksChanged();
  if (reply.question) {
    yield {
      type: "thread.item.done",
      item: {
        type: "hidden_context_item",
        id: store.generateId("message", context),
        thread_id: thread.id,
        created_at: local.now.toISOString(),
        content: questionNote(reply.question),
      },
    };
  }
  yield* say(emptyAnswer(store.generateId("message", context), thread.id, local.now), reply.text, signal);
  if (reply.widget) {
    const { widget, copyText } = reply.widget;
    yield* streamWidget(thread, widget, { id: store.generateId("widget", context), copyText });
  }
}
