import { ChatKitError } from "../errors.ts";
import type { Attachment } from "../protocol/attachments.ts";
import type { UserMessageItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import type { UserMessageInput } from "../protocol/user-input.ts";
import type { Deps } from "../deps.ts";
import { wireThread } from "../wire.ts";
import type { Turn } from "../turn/turn.ts";
import { answering, type Open, type ParamsOf } from "./open-turn.ts";

/** A message that begins a thread: both are written in one go. */
export async function prepareNewThread<Context>(
  { input }: ParamsOf<"threads.create">,
  deps: Deps<Context>,
): Promise<() => Promise<Turn>> {
  const { store, context, now } = deps;
  const attachments = await loadAttachments(input.attachments, deps);
  return async () => {
    const id = store.generateId("thread", context);
    const created_at = now().toISOString();
    const thread: ThreadMetadata = { id, created_at, status: { type: "active" }, metadata: {} };
    const item = userMessage(id, input, attachments, deps);
    await store.createThread(thread, [item], context);
    await saveAttachments(item, deps);
    return answering(thread, item, deps, [
      { type: "thread.created", thread: wireThread(thread) },
      { type: "thread.item.done", item },
    ]);
  };
}

/** A message to a thread that exists. */
export async function prepareUserMessage<Context>(
  { input }: ParamsOf<"threads.add_user_message">,
  deps: Deps<Context>,
): Promise<Open> {
  const attachments = await loadAttachments(input.attachments, deps);
  return async (thread) => {
    assertOpen(thread);
    const item = userMessage(thread.id, input, attachments, deps);
    await saveAttachments(item, deps);
    await deps.store.saveItem(thread.id, item, deps.context);
    return answering(thread, item, deps, [{ type: "thread.item.done", item }]);
  };
}

/** @throws ChatKitError `conflict` when the thread takes no messages */
export function assertOpen({ status }: ThreadMetadata): void {
  if (status.type === "active") return;
  throw new ChatKitError("conflict", status.reason || `This conversation is ${status.type}.`);
}

export function loadAttachments<Context>(
  ids: string[],
  { store, context }: Deps<Context>,
): Promise<Attachment[]> {
  return Promise.all(ids.map((id) => store.loadAttachment(id, context)));
}

/** Lets the records know the thread they now belong to. */
export async function saveAttachments<Context>(
  item: UserMessageItem,
  { store, context }: Deps<Context>,
): Promise<void> {
  for (const attachment of item.attachments) await store.saveAttachment(attachment, context);
}

function userMessage<Context>(
  threadId: string,
  input: UserMessageInput,
  attachments: Attachment[],
  { store, context, now }: Deps<Context>,
): UserMessageItem {
  return {
    type: "user_message",
    id: store.generateId("message", context),
    thread_id: threadId,
    created_at: now().toISOString(),
    content: input.content,
    attachments: attachments.map((attachment) => ({ ...attachment, thread_id: threadId })),
    quoted_text: input.quoted_text,
    inference_options: input.inference_options,
  };
}
