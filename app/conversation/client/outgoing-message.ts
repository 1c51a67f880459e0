import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import type { UserMessageItem, UserMessageTag } from "#app/chatkit/protocol/items.ts";

/** A message from the composer, with its chosen model and tool. */
export interface OutgoingMessage {
  text: string;
  /** Stored files; a message with files needs no words. */
  attachments?: Attachment[] | undefined;
  model?: string | undefined;
  tool?: string | undefined;
}

/** The message as the protocol's `UserMessageInput`. */
export function inputOf({ text, attachments = [], model, tool }: OutgoingMessage): object {
  return {
    content: [{ type: "input_text", text }],
    attachments: attachments.map(({ id }) => id),
    inference_options: { model, tool_choice: tool === undefined ? undefined : { id: tool } },
  };
}

/** A message as the text that is edited: tags become `@` and their name. */
export function plainText({ content }: { content: readonly { type: string; text: string }[] }): string {
  return content.map((part) => (part.type === "input_tag" ? `@${part.text}` : part.text)).join("");
}

/** The message with an edited text: `input` to send, and `item` to show until the server confirms it. */
export function editedMessage(item: UserMessageItem, text: string): { item: UserMessageItem; input: object } {
  const tags = item.content.filter((part) => part.type === "input_tag");
  const content = withTags(text, tags);
  const { quoted_text, inference_options } = item;
  const attachments = item.attachments.map(({ id }) => id);
  return { item: { ...item, content }, input: { content, attachments, quoted_text, inference_options } };
}

/** Splits the text into text and tags, keeping the tags that it still names. */
function withTags(text: string, tags: UserMessageTag[]): UserMessageItem["content"] {
  const [tag, ...others] = tags;
  if (!tag) return text === "" ? [] : [{ type: "input_text", text }];
  const name = `@${tag.text}`;
  const at = text.indexOf(name);
  if (at < 0) return withTags(text, others);
  return [...withTags(text.slice(0, at), []), tag, ...withTags(text.slice(at + name.length), others)];
}
