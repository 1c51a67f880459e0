import { z } from "zod";
import { JsonObject } from "./common.ts";

/** Where the client sends the bytes in the second phase of an upload. */
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
  /** Present until the bytes have arrived. */
  upload_descriptor: UploadDescriptor.optional(),
  /** The thread of the message that has the attachment. */
  thread_id: z.string().optional(),
  /** Where the stored file can be read, for a short time. Our own; other clients leave it alone. */
  download_url: z.string().optional(),
  /** The app's own data. Never sent to a client. */
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
