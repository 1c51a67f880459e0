import { z } from "zod";
import { isBlank } from "../blank.ts";
import { JsonObject, maybe } from "./common.ts";
import { MAX_MESSAGE_EXTRA, MAX_MESSAGE_LENGTH } from "./limits.ts";

/** As ChatKit's composer allows, unless the page raises it. */
export const MAX_ATTACHMENTS = 10;

/** Parts of one message: text and tags take turns. */
const MAX_PARTS = 1_000;

const id = z.string().max(500);

const Content = z.discriminatedUnion("type", [
  z.object({ type: z.literal("input_text"), text: z.string() }),
  z.object({
    type: z.literal("input_tag"),
    id,
    text: z.string(),
    data: maybe(JsonObject).transform((data) => data ?? {}),
    group: maybe(z.string()),
    interactive: maybe(z.boolean()).transform((interactive) => interactive ?? false),
  }),
]);

const Options = z.object({
  tool_choice: maybe(z.object({ id })),
  model: maybe(id),
});

/**
 * A message as a client sends it, with attachments by id. ChatKit sends `quoted_text: ""` when nothing is quoted,
 * which is parsed to undefined. A message without text, tag and attachment is refused.
 */
export const UserMessageInput = z
  .object({
    content: z.array(Content).max(MAX_PARTS, `at most ${MAX_PARTS} parts`),
    attachments: maybe(z.array(id).max(MAX_ATTACHMENTS, `at most ${MAX_ATTACHMENTS} attachments`)).transform(
      (ids) => [...new Set(ids)],
    ),
    quoted_text: maybe(z.string()).transform((text) => text || undefined),
    inference_options: maybe(Options).transform((options) => options ?? {}),
  })
  .superRefine((input, ctx) => {
    const hasText = input.content.some((part) => !isBlank(part.text));
    if (!hasText && input.attachments.length === 0) {
      const params = { code: "message_empty" };
      ctx.addIssue({ code: "custom", path: ["content"], message: "the message is empty", params });
    }
    const length = input.content.reduce(
      (sum, part) => sum + part.text.length,
      input.quoted_text?.length ?? 0,
    );
    if (length > MAX_MESSAGE_LENGTH) {
      const excess = length - MAX_MESSAGE_LENGTH;
      const message = `the message is too long by ${excess} ${excess === 1 ? "character" : "characters"}: at most ${MAX_MESSAGE_LENGTH}`;
      ctx.addIssue({ code: "custom", path: ["content"], message, params: { code: "message_too_long" } });
    }
    const words = input.content.map((part) => (part.type === "input_text" ? { ...part, text: "" } : part));
    // Tags with their data, ids and names.
    const extra = JSON.stringify({ ...input, content: words, quoted_text: "" }).length;
    if (extra > MAX_MESSAGE_EXTRA) {
      const message = `the message carries too much beside its text: ${extra} characters, at most ${MAX_MESSAGE_EXTRA}`;
      ctx.addIssue({ code: "custom", path: ["content"], message });
    }
  });
export type UserMessageInput = z.infer<typeof UserMessageInput>;
