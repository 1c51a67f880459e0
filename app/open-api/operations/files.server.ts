import { z } from "zod";
import { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { env } from "#app/env.server.ts";
import { named } from "../components.server.ts";
import type { Operation } from "../operation.ts";

const path = "/api/chatkit/attachments/{attachmentId}/content";
const bytes = named("FileContent", z.string().meta({ format: "binary" }));
const form = named("FileForm", z.object({ file: z.string().meta({ format: "binary" }) }));

const Signed = z.object({
  expires: z.string().optional().describe("As in the address that was given out."),
  signature: z.string().optional().describe("As in the address that was given out."),
});
const ReadQuery = Signed.extend({
  preview: z.literal("1").optional().describe("A picture scaled down, as WebP."),
  download: z.literal("1").optional().describe("Has a browser save the file."),
});

const receive = (id: string, method: "put" | "post"): Operation => ({
  id,
  method,
  path,
  tag: "Files",
  summary: method === "put" ? "Send the bytes of an announced file" : "The same by POST",
  description:
    "The second phase of an upload, at the `upload_descriptor` of `attachments.create`, whose signature is the permission. The body is the file itself, or a form with the field `file`. It is for one time and ends after an hour.",
  access: "none",
  query: Signed,
  body: { schema: bytes, type: "application/octet-stream" },
  answers: { 204: { description: "The file is stored." } },
  errors: [400, 403, 404, 409, 413],
  example: { query: "$upload", file: "Buy milk" },
});

/** Files of messages. */
export const fileOperations: readonly Operation[] = [
  {
    id: "uploadFile",
    method: "post",
    path: "/api/chatkit/attachments",
    tag: "Files",
    summary: "Upload a file",
    description: `For the \`attachments\` of a message. At most ${env.MAX_FILE_MB} MB. What the file is comes from its bytes. A file that isn't sent with a message is deleted after a day.`,
    access: "token",
    body: { schema: form, type: "multipart/form-data" },
    answers: {
      201: { description: "The attachment.", content: [{ type: "application/json", schema: Attachment }] },
    },
    errors: [400, 401, 413, 429],
    example: { file: "Buy milk" },
  },
  receive("sendFileContent", "put"),
  receive("postFileContent", "post"),
  {
    id: "getFileContent",
    method: "get",
    path,
    tag: "Files",
    summary: "Read a file",
    description:
      "At the `download_url` or `preview_url` of an attachment, or the `url` of a generated image, whose signatures are valid for half an hour at least; or without a signature, with a token.",
    access: "token",
    query: ReadQuery,
    answers: {
      200: { description: "The file.", content: [{ type: "text/plain", schema: bytes }] },
    },
    errors: [401, 403, 404],
    example: {},
  },
];
