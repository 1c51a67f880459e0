import { fileReference } from "#app/chatkit/file-links.ts";
import type { Attachment } from "#app/chatkit/protocol/attachments.ts";

import type { AttachmentRow } from "./schema/index.ts";

/**
 * The protocol's attachment of a row. It refers to the file; addresses are made when it is sent to a client. One with an
 * `upload_descriptor` is still without its bytes.
 */
export function toAttachment(row: AttachmentRow): Attachment {
  const { id, name, mimeType, conversationId, storedAt } = row;
  const reference = fileReference(id);
  const fields = {
    id,
    name,
    mime_type: mimeType,
    ...(storedAt ? {} : { upload_descriptor: { url: reference, method: "PUT" as const, headers: {} } }),
    ...(conversationId === null ? {} : { thread_id: conversationId }),
  };
  return row.kind === "image"
    ? { type: "image", preview_url: reference, ...fields }
    : { type: "file", ...fields };
}
