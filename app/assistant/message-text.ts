import type { AssistantMessageItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";

/** What a person wrote; a tag reads as the name it shows. */
export function userText({ content }: UserMessageItem): string {
  return content
    .map((part) => part.text)
    .join("")
    .trim();
}

export function answerText({ content }: AssistantMessageItem): string {
  return content.map((part) => part.text).join("\n\n");
}
