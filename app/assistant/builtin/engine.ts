import type { ThreadStreamEvent } from "#app/chatkit/protocol/events.ts";
import type { ThreadItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import { withoutTurns } from "#app/chatkit/turns.ts";
import { streamWidget } from "#app/chatkit/widgets/stream.ts";
import { taskAnnotations } from "#app/tasks/task-annotation.ts";
import { type AssistantDeps, type ChatContext, localNow } from "../context.ts";
import { recentItems } from "../recent-items.ts";
import { pendingQuestions, skipPendingQuestions } from "../structured-input.ts";
import { userText } from "#app/chatkit/messages.ts";
import { messageEvents } from "../message-events.ts";
import { showPlan } from "../show-plan.ts";
import { tasksChanged } from "../task-updates.ts";
import { titleFrom } from "../titles.ts";
import { isBareWords } from "./read/bare-words.ts";
import { answer, answerForm } from "./answer.ts";
import { readAnsweredForm, readBefore } from "./memory.ts";
import type { Reply } from "./reply.ts";
import { listAttachments } from "#db/queries/attachments.ts";
import { answerWithFiles, asksForTasks, type AttachedFile } from "./files.ts";
import type { TaskScope } from "#app/tasks/task-scope.ts";

/** What is remembered of a reply, as JSON. Undefined when it is nothing. */
function noteOf({ note, question }: Reply): unknown {
  if (!note && !question) return undefined;
  return JSON.parse(JSON.stringify({ ...note, assistant_asked: question }));
}

/**
 * The assistant without a language model. It understands everyday requests about tasks, and says so when it
 * doesn't understand one.
 *
 * @param input the user's message; null when the turn answers a form
 */
export async function* respondBuiltIn(
  { db, store }: AssistantDeps,
  thread: ThreadMetadata,
  input: UserMessageItem | null,
  context: ChatContext,
  signal: AbortSignal,
): AsyncGenerator<ThreadStreamEvent> {
  const items = await recentItems(store, { threadId: thread.id, before: input }, context);
  if (input) yield* skipPendingQuestions(items);
  const local = localNow(context);
  const reply = await replyTo(input, items, { db, userId: context.userId, ...local });
  if (!reply) return;
  // Stored and sent with the next event.
  if (reply.subject !== undefined && isBareWords(thread.title ?? "")) {
    thread.title = titleFrom(reply.subject) ?? thread.title;
  }
  if (reply.changed) yield tasksChanged();
  const note = noteOf(reply);
  if (note !== undefined) {
    yield {
      type: "thread.item.done",
      item: {
        type: "hidden_context_item",
        id: store.generateId("message", context),
        thread_id: thread.id,
        created_at: local.now.toISOString(),
        content: note,
      },
    };
  }
  // Before the sentence: ChatKit shows the actions of an answer only if it ends in a message.
  if (reply.widget) {
    const { widget, copyText } = reply.widget;
    yield* streamWidget(thread, widget, { id: store.generateId("widget", context), copyText });
  }
  if (reply.plan) {
    yield* showPlan(reply.plan, local, { thread, id: store.generateId("widget", context), signal });
  }
  const message = { id: store.generateId("message", context), threadId: thread.id, createdAt: local.now };
  yield* messageEvents(message, reply.text, signal, taskAnnotations(reply.text, reply.tasks ?? []));
  if (reply.choices) {
    const { question, options } = reply.choices;
    const id = store.generateId("structured_input", context);
    yield {
      type: "thread.item.done",
      item: pendingQuestions({ id, threadId: thread.id, now: local.now }, [
        {
          type: "multiple_choice",
          id: "task",
          question,
          options: options.map((value) => ({ value })),
          multiple: false,
        },
      ]),
    };
  }
}

/** The files of the message; of the one before, when the words ask for tasks from a file. */
async function filesFor(
  input: UserMessageItem,
  items: ThreadItem[],
  { db, userId }: TaskScope,
): Promise<AttachedFile[]> {
  const before = items.find((item) => item.type === "user_message");
  const isAbout = input.attachments.length === 0 && before && asksForTasks(userText(input));
  const ids = (isAbout ? before : input).attachments.map(({ id }) => id);
  const found = new Map((await listAttachments(db, { userId, ids })).map((file) => [file.id, file]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

async function replyTo(
  input: UserMessageItem | null,
  items: ThreadItem[],
  scope: TaskScope,
): Promise<Reply | undefined> {
  if (input) {
    const words = withoutTurns(userText(input));
    const answerWords = () => answer(words, readBefore(items), scope);
    const files = await filesFor(input, items, scope);
    return files.length > 0 ? answerWithFiles(words, files, { scope, answerWords }) : answerWords();
  }
  const answered = readAnsweredForm(items);
  return answered && answerForm(answered, scope);
}
