import type { Deps } from "../deps.ts";
import { ChatKitError } from "../errors.ts";
import type { Attachment } from "../protocol/attachments.ts";
import type { UserMessageItem } from "../protocol/items.ts";
import type { ThreadMetadata } from "../protocol/threads.ts";
import type { UserMessageInput } from "../protocol/user-input.ts";
import { wireThread } from "../wire.ts";
import { answering, type StreamingParams, type TurnRequest } from "./turn-request.ts";

/** Creates a thread with its first message; both are written together. */
export const createThread: TurnRequest<StreamingParams["threads.create"]> = {
  async check({ input }, deps) {
    await loadAttachments(input.attachments, deps);
  },
  async begin({ input }, deps) {
    const { store, context, now } = deps;
    const attachments = await loadAttachments(input.attachments, deps);
    const id = store.generateId("thread", context);
    const created_at = now().toISOString();
    const thread: ThreadMetadata = { id, created_at, status: { type: "active" }, metadata: {} };
    const item = userMessage(id, input, attachments, deps);
    await store.createThread(thread, [item], context);
    await saveAttachments(item, deps);
    return answering(thread, item, deps, [
      { type: "thread.created", thread: wireThread(thread, deps) },
      { type: "thread.item.done", item },
    ]);
  },
};

/** Adds a message to an existing thread. */
export const addUserMessage: TurnRequest<StreamingParams["threads.add_user_message"]> = {
  async check({ thread_id: threadId, input }, deps) {
    await Promise.all([loadActiveThread(threadId, deps), loadAttachments(input.attachments, deps)]);
  },
  async begin({ thread_id: threadId, input }, deps) {
    const [thread, attachments] = await Promise.all([
      loadActiveThread(threadId, deps),
      loadAttachments(input.attachments, deps),
    ]);
    const item = userMessage(threadId, input, attachments, deps);
    await saveAttachments(item, deps);
    await deps.store.saveItem(threadId, item, deps.context);
    return answering(thread, item, deps, [{ type: "thread.item.done", item }]);
  },
};

/** @throws ChatKitError `not_found`; `conflict` when the thread is locked or closed */
export async function loadActiveThread<Context>(
  threadId: string,
  { store, context }: Deps<Context>,
): Promise<ThreadMetadata> {
  const thread = await store.loadThread(threadId, context);
  const { status } = thread;
  if (status.type === "active") return thread;
  throw new ChatKitError("conflict", status.reason || `This conversation is ${status.type}.`);
}

/**
 * The attachments of a message to be.
 *
 * @param replaced the message that it replaces, whose attachments it may have
 * @throws ChatKitError `not_found`; `invalid_request` for one that isn't uploaded yet, or is in another message
 */
export function loadAttachments<Context>(
  ids: string[],
  { store, context }: Deps<Context>,
  replaced?: UserMessageItem,
): Promise<Attachment[]> {
  const known = new Set(replaced?.attachments.map(({ id }) => id));
  return Promise.all(
    ids.map(async (id) => {
      const attachment = await store.loadAttachment(id, context);
      if (!known.has(id)) requireFree(attachment);
      return attachment;
    }),
  );
}

function requireFree({ name, upload_descriptor: upload, thread_id: threadId }: Attachment): void {
  if (upload) {
    const message = `“${name}” is not uploaded yet. Wait for it, then send the message again.`;
    throw new ChatKitError("invalid_request", message);
  }
  if (threadId === undefined) return;
  throw new ChatKitError("invalid_request", `“${name}” was sent before. Attach it again to send it again.`);
}

/** Stores the thread that the message's attachments belong to now. */
export async function saveAttachments<Context>(
  item: UserMessageItem,
  { store, context }: Deps<Context>,
): Promise<void> {
  for (const attachment of item.attachments) await store.saveAttachment(attachment, context);
}

/** The fields of a message that the user has written. */
export function messageFields(threadId: string, input: UserMessageInput, attachments: Attachment[]) {
  return {
    content: input.content,
    attachments: attachments.map((attachment) => ({ ...attachment, thread_id: threadId })),
    quoted_text: input.quoted_text,
    inference_options: input.inference_options,
  };
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
    ...messageFields(threadId, input, attachments),
  };
}
