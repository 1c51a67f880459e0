import { z } from "zod";
import { type ImportedConversation, type ImportedMessage, itemOf, timeOf } from "./imported.ts";

/* LibreChat's export: one conversation, as a list with the ids of parents, or as a tree with `children`. */

const Part = z.looseObject({
  type: z.string(),
  text: z.union([z.string(), z.looseObject({ value: z.string().optional() })]).nullish(),
});

const Message = z.looseObject({
  messageId: z.string(),
  parentMessageId: z.string().nullish(),
  text: z.string().nullish(),
  content: z.unknown().optional(),
  isCreatedByUser: z.boolean().nullish(),
  sender: z.string().nullish(),
  createdAt: z.string().nullish(),
  unfinished: z.boolean().nullish(),
  children: z.array(z.unknown()).nullish(),
});

const Conversation = z.object({
  conversationId: z.string(),
  title: z.string().nullish(),
  messages: z.array(z.unknown()).optional(),
  messagesTree: z.array(z.unknown()).optional(),
});

export const isLibreChat = (value: object) =>
  "conversationId" in value && ("messages" in value || "messagesTree" in value);

export function fromLibreChat(value: unknown): ImportedConversation {
  const { conversationId, title, messages = [], messagesTree } = Conversation.parse(value);
  const flat = flattened(messagesTree ?? messages);
  return {
    format: "librechat",
    id: conversationId,
    title: title || null,
    titleSource: "user",
    createdAt: flat.find(({ createdAt }) => createdAt)?.createdAt ?? null,
    updatedAt: flat.findLast(({ createdAt }) => createdAt)?.createdAt ?? null,
    current: null,
    messages: flat,
  };
}

/** All messages, parents first. A tree is walked with a list of its own, because it is as deep as it is long. */
function flattened(roots: readonly unknown[]): ImportedMessage[] {
  const found: ImportedMessage[] = [];
  const waiting = roots.map((message) => ({ message, above: null as string | null })).toReversed();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { children, ...message } = Message.parse(next.message);
    found.push(messageOf(message, next.above));
    for (const child of (children ?? []).toReversed())
      waiting.push({ message: child, above: message.messageId });
  }
  return found;
}

function messageOf(message: z.infer<typeof Message>, above: string | null): ImportedMessage {
  const isUser = message.isCreatedByUser ?? message.sender?.toLowerCase() === "user";
  return {
    id: message.messageId,
    parent: above ?? message.parentMessageId ?? null,
    item: itemOf(isUser ? "user" : "assistant", textOf(message)),
    createdAt: timeOf(message.createdAt),
    state: message.unfinished === true ? "interrupted" : "done",
  };
}

function textOf({ text, content }: z.infer<typeof Message>): string {
  const parts = z.array(Part).safeParse(content);
  const said = (parts.data ?? []).flatMap((part) => {
    if (part.type !== "text" || !part.text) return [];
    return [typeof part.text === "string" ? part.text : (part.text.value ?? "")];
  });
  return text || said.join("\n\n");
}
