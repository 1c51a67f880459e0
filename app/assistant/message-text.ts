import type { AssistantMessageItem, UserMessageItem } from "#app/chatkit/protocol/items.ts";

/** The text of a user message. A tag reads as its name. */
export function userText({ content }: UserMessageItem): string {
  return content
    .map((part) => part.text)
    .join("")
    .trim();
}

export function answerText({ content }: AssistantMessageItem): string {
  return content.map((part) => part.text).join("\n\n");
}
