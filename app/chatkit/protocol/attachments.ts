import { z } from "zod";
import { JsonObject } from "./common.ts";

/** Where and how the second phase of a two-phase upload sends the bytes. */
export const UploadDescriptor = z.object({
  url: z.string(),
  method: z.enum(["POST", "PUT"]),
  headers: z.record(z.string(), z.string()).default({}),
});
export type UploadDescriptor = z.infer<typeof UploadDescriptor>;

const attachmentFields = {
  id: z.string(),
  name: z.string(),
  mime_type: z.string(),
  /** Present only until the bytes have arrived. */
  upload_descriptor: UploadDescriptor.optional(),
  /** Set when a message that holds the attachment is stored. */
  thread_id: z.string().optional(),
  /** The server's own notes. Never sent to a client. */
  metadata: JsonObject.optional(),
};

export const FileAttachment = z.object({ type: z.literal("file"), ...attachmentFields });
export type FileAttachment = z.infer<typeof FileAttachment>;

export const ImageAttachment = z.object({
  type: z.literal("image"),
  preview_url: z.string(),
  ...attachmentFields,
});
export type ImageAttachment = z.infer<typeof ImageAttachment>;

export const Attachment = z.discriminatedUnion("type", [FileAttachment, ImageAttachment]);
export type Attachment = z.infer<typeof Attachment>;
