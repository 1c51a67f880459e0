import type { ThreadMetadata } from "#app/chatkit/protocol/threads.ts";
import { LAST_SHOWN } from "./queries/conversation-lock.ts";
import type { Conversation } from "./schema/index.ts";

/** A conversation as the protocol's thread. */
export function toThread(row: Conversation): ThreadMetadata {
  const { [LAST_SHOWN]: _, ...metadata } = row.metadata;
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    status: row.status,
    metadata,
    ...(row.title === null ? {} : { title: row.title }),
    ...(row.allowedImageDomains === null ? {} : { allowed_image_domains: row.allowedImageDomains }),
  };
}

/** The fields of a conversation that a thread sets. */
export function toChanges(thread: ThreadMetadata) {
  return {
    title: thread.title ?? null,
    status: thread.status,
    allowedImageDomains: thread.allowed_image_domains ?? null,
    metadata: thread.metadata,
  };
}
