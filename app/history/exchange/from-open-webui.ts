import { z } from "zod";
import { type ImportedConversation, type ImportedMessage, itemOf, timeOf } from "./imported.ts";

/* Open WebUI's export: an array of these. */

const Part = z.looseObject({ type: z.string(), text: z.string().nullish() });

const Message = z.looseObject({
  id: z.string().nullish(),
  parentId: z.string().nullish(),
  role: z.string(),
  content: z.union([z.string(), z.array(Part)]).nullish(),
  timestamp: z.number().nullish(),
});

const Conversation = z.object({
  id: z.string().nullish(),
  title: z.string().nullish(),
  created_at: z.number().nullish(),
  updated_at: z.number().nullish(),
  archived: z.boolean().nullish(),
  pinned: z.boolean().nullish(),
  chat: z.looseObject({
    id: z.string().nullish(),
    title: z.string().nullish(),
    timestamp: z.number().nullish(),
    history: z
      .looseObject({ currentId: z.string().nullish(), messages: z.record(z.string(), Message).optional() })
      .nullish(),
    messages: z.array(Message).nullish(),
  }),
});

export const isOpenWebUi = (value: object) =>
  "chat" in value && typeof value.chat === "object" && value.chat !== null;

export function fromOpenWebUi(value: unknown): ImportedConversation {
  const { chat, ...row } = Conversation.parse(value);
  const createdAt = timeOf(row.created_at) ?? timeOf(chat.timestamp);
  const updatedAt = timeOf(row.updated_at) ?? createdAt;
  const marked = (isMarked: boolean | null | undefined) => (isMarked ? (updatedAt ?? new Date(0)) : null);
  const tree = Object.entries(chat.history?.messages ?? {});
  const list = chat.messages ?? [];
  return {
    format: "open-webui",
    id: row.id ?? chat.id ?? null,
    title: row.title || chat.title || null,
    titleSource: "user",
    createdAt,
    updatedAt,
    pinnedAt: marked(row.pinned),
    archivedAt: marked(row.archived),
    current: chat.history?.currentId ?? null,
    messages:
      tree.length > 0
        ? tree.map(([id, message]) => messageOf(id, message.parentId ?? null, message))
        : list.map((message, index) =>
            messageOf(String(index), index > 0 ? String(index - 1) : null, message),
          ),
  };
}

function messageOf(id: string, parent: string | null, message: z.infer<typeof Message>): ImportedMessage {
  const { role } = message;
  const item = role === "user" || role === "assistant" ? itemOf(role, textOf(message)) : null;
  return { id, parent, item, createdAt: timeOf(message.timestamp) };
}

/** The beginning of thoughts and calls of tools, which stand as HTML in an answer. */
const DETAILS = /<details type="(?:reasoning|tool_calls|code_interpreter)"/g;
const END = "</details>";

/** Without details. It reads the text once: a pattern for the whole of them takes the square of its length. */
function withoutDetails(text: string): string {
  const kept: string[] = [];
  let at = 0;
  for (const { index } of text.matchAll(DETAILS)) {
    if (index < at) continue;
    const end = text.indexOf(END, index);
    if (end < 0) break;
    kept.push(text.slice(at, index));
    at = end + END.length;
    while (/\s/.test(text[at] ?? "")) at += 1;
  }
  return kept.join("") + text.slice(at);
}

function textOf({ content }: z.infer<typeof Message>): string {
  if (typeof content === "string") return withoutDetails(content);
  const parts = (content ?? []).map(({ type, text }) => (type === "image_url" ? "[Image]" : (text ?? "")));
  return parts.join("\n\n");
}
