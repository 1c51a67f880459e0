import { z } from "zod";
import { type ImportedConversation, type ImportedMessage, itemOf, timeOf } from "./imported.ts";

/* OpenAI's export: `conversations.json` is an array of these, or several files are. */

const Message = z.object({
  author: z.object({ role: z.string() }),
  create_time: z.number().nullish(),
  content: z.looseObject({
    content_type: z.string(),
    parts: z.array(z.unknown()).optional(),
    text: z.string().optional(),
    language: z.string().optional(),
  }),
  recipient: z.string().nullish(),
  metadata: z.looseObject({ is_visually_hidden_from_conversation: z.boolean().nullish() }).nullish(),
});

const Node = z.object({
  message: z.unknown().optional(),
  parent: z.string().nullish(),
});

const Conversation = z.object({
  id: z.string().optional(),
  conversation_id: z.string().optional(),
  title: z.string().nullish(),
  create_time: z.number().nullish(),
  update_time: z.number().nullish(),
  current_node: z.string().nullish(),
  is_archived: z.boolean().nullish(),
  mapping: z.record(z.string(), Node),
});

export const isChatGpt = (value: object) => "mapping" in value;

export function fromChatGpt(value: unknown): ImportedConversation {
  const { mapping, title, ...rest } = Conversation.parse(value);
  const updatedAt = timeOf(rest.update_time);
  return {
    format: "chatgpt",
    id: rest.conversation_id ?? rest.id ?? null,
    title: title ?? null,
    titleSource: "user",
    createdAt: timeOf(rest.create_time),
    updatedAt,
    archivedAt: rest.is_archived === true ? (updatedAt ?? new Date(0)) : null,
    current: rest.current_node ?? null,
    messages: Object.entries(mapping).map(([id, node]) => messageOf(id, node)),
  };
}

function messageOf(id: string, { message, parent = null }: z.infer<typeof Node>): ImportedMessage {
  const parsed = Message.safeParse(message);
  if (!parsed.success) return { id, parent, item: null, createdAt: null };
  const { author, create_time, recipient, metadata } = parsed.data;
  const isShown = (recipient ?? "all") === "all" && metadata?.is_visually_hidden_from_conversation !== true;
  const role = author.role === "user" || author.role === "assistant" ? author.role : undefined;
  const item = isShown && role ? itemOf(role, textOf(parsed.data.content)) : null;
  return { id, parent, item, createdAt: timeOf(create_time) };
}

/** Marks of citations, which the browser of OpenAI's app replaces. */
const CITATION = /\u{E200}[^\u{E200}\u{E201}]*\u{E201}/gu;

function textOf({
  content_type,
  parts = [],
  text = "",
  language,
}: z.infer<typeof Message>["content"]): string {
  switch (content_type) {
    case "text":
    case "multimodal_text":
      return parts.map(partText).join("\n\n").replaceAll(CITATION, "");
    case "code":
      return text === ""
        ? ""
        : `\`\`\`${language && language !== "unknown" ? language : ""}\n${text}\n\`\`\``;
    default:
      // Thoughts, outputs of tools, settings.
      return "";
  }
}

const Part = z.looseObject({ content_type: z.string(), text: z.string().optional() });

function partText(part: unknown): string {
  if (typeof part === "string") return part;
  const parsed = Part.safeParse(part);
  if (!parsed.success) return "";
  const { content_type: type, text } = parsed.data;
  if (type === "audio_transcription") return text ?? "";
  return type === "image_asset_pointer" ? "[Image]" : "";
}
