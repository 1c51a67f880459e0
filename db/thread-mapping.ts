import type { Page, ThreadMetadata } from "#app/chatkit/protocol/threads.ts";

import type { Conversation } from "./schema/index.ts";

/** The wire's thread. What is absent there is null here. */
export function toThread(row: Conversation): ThreadMetadata {
  return {
    id: row.id,
    created_at: row.createdAt.toISOString(),
    status: row.status,
    metadata: row.metadata,
    ...(row.title === null ? {} : { title: row.title }),
    ...(row.allowedImageDomains === null ? {} : { allowed_image_domains: row.allowedImageDomains }),
  };
}

/** What a thread says of its conversation. */
export function toChanges(thread: ThreadMetadata) {
  return {
    title: thread.title ?? null,
    status: thread.status,
    allowedImageDomains: thread.allowed_image_domains ?? null,
    metadata: thread.metadata,
  };
}

/** The wire's page: its cursor is the id of its last record. */
export function toPage<Row extends { id: string }>(data: Row[], hasMore: boolean): Page<Row> {
  const last = data.at(-1);
  return hasMore && last ? { data, has_more: true, after: last.id } : { data, has_more: false };
}
