import { z } from "zod";
import { type ImportedConversation, type ImportedMessage, itemOf, timeOf } from "./imported.ts";

/* Anthropic's export: `conversations.json` is an array of these. */

const Block = z.looseObject({ type: z.string(), text: z.string().nullish() });

const File = z.looseObject({ file_name: z.string().nullish(), extracted_content: z.string().nullish() });

const Message = z.object({
  uuid: z.string(),
  sender: z.string(),
  text: z.string().nullish(),
  content: z.array(Block).nullish(),
  created_at: z.string().nullish(),
  parent_message_uuid: z.string().nullish(),
  attachments: z.array(File).nullish(),
  files: z.array(File).nullish(),
});

const Conversation = z.object({
  uuid: z.string(),
  name: z.string().nullish(),
  created_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  current_leaf_message_uuid: z.string().nullish(),
  chat_messages: z.array(Message),
});

export const isClaude = (value: object) => "chat_messages" in value;

export function fromClaude(value: unknown): ImportedConversation {
  const { uuid, name, chat_messages: messages, ...rest } = Conversation.parse(value);
  const ids = new Set(messages.map((message) => message.uuid));
  const isTree = messages.some(({ parent_message_uuid: parent }) => parent && ids.has(parent));
  return {
    format: "claude",
    id: uuid,
    title: name || null,
    titleSource: "user",
    createdAt: timeOf(rest.created_at),
    updatedAt: timeOf(rest.updated_at),
    current: rest.current_leaf_message_uuid ?? null,
    messages: messages.map((message, index): ImportedMessage => {
      const before = messages[index - 1]?.uuid ?? null;
      const parent = isTree ? (message.parent_message_uuid ?? null) : before;
      const role = message.sender === "human" ? "user" : "assistant";
      const item = itemOf(role, textOf(message));
      return { id: message.uuid, parent, item, createdAt: timeOf(message.created_at) };
    }),
  };
}

function textOf({ content, text, attachments, files }: z.infer<typeof Message>): string {
  const said = (content ?? []).flatMap((block) => (block.type === "text" && block.text ? [block.text] : []));
  const words = said.length > 0 ? said : [text ?? ""];
  const attached = [...(attachments ?? []), ...(files ?? [])].map(
    ({ file_name: name, extracted_content: pasted }) =>
      // A long text that was pasted is an attachment without a name.
      name ? `[File: ${name}]` : (pasted ?? ""),
  );
  return [...words, ...new Set(attached)].filter((part) => part.trim() !== "").join("\n\n");
}
