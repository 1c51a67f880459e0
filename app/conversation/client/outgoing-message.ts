import type { UserMessageItem, UserMessageTag } from "#app/chatkit/protocol/items.ts";

/** What somebody has written, with what they chose for it. */
export interface OutgoingMessage {
  text: string;
  model?: string | undefined;
  tool?: string | undefined;
}

/** As the protocol wants a message. */
export function inputOf({ text, model, tool }: OutgoingMessage): object {
  return {
    content: [{ type: "input_text", text }],
    attachments: [],
    inference_options: { model, tool_choice: tool === undefined ? undefined : { id: tool } },
  };
}

/** A message as text, the way it is edited: `@` stands before what is named. */
export function plainText({ content }: UserMessageItem): string {
  return content.map((part) => (part.type === "input_tag" ? `@${part.text}` : part.text)).join("");
}

/** The message in other words: what is sent, and what is shown until that is confirmed. */
export function reworded(item: UserMessageItem, text: string): { item: UserMessageItem; input: object } {
  const tags = item.content.filter((part) => part.type === "input_tag");
  const content = withTags(text, tags);
  const { quoted_text, inference_options } = item;
  const attachments = item.attachments.map(({ id }) => id);
  return { item: { ...item, content }, input: { content, attachments, quoted_text, inference_options } };
}

/** The text with what it still names as tags. */
function withTags(text: string, tags: UserMessageTag[]): UserMessageItem["content"] {
  const [tag, ...others] = tags;
  if (!tag) return text === "" ? [] : [{ type: "input_text", text }];
  const name = `@${tag.text}`;
  const at = text.indexOf(name);
  if (at < 0) return withTags(text, others);
  return [...withTags(text.slice(0, at), []), tag, ...withTags(text.slice(at + name.length), others)];
}
