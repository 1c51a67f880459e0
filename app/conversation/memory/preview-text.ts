import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { plainLine } from "#app/ui/plain-line.ts";
import { plainText } from "../client/outgoing-message.ts";

/** So much of a message is shown. */
const LENGTH = 160;

/** What a preview says about a conversation. */
export interface PreviewText {
  title: string;
  /** "12 messages", or "40+ messages" where there are more than the data has. */
  count: string;
  /** The beginnings of the last question and the last answer; null without one. */
  question: string | null;
  answer: string | null;
}

/** The preview of a conversation, from the data of its newest page. */
export function previewText({ title, items, hasEarlier }: ConversationData): PreviewText {
  const messages = items.filter(({ type }) => type === "user_message" || type === "assistant_message");
  const number = `${messages.length}${hasEarlier ? "+" : ""}`;
  return {
    title: title ?? "Untitled",
    count: number === "1" ? "1 message" : `${number} messages`,
    question: beginning(items.findLast(({ type }) => type === "user_message")),
    answer: beginning(items.findLast(({ type }) => type === "assistant_message")),
  };
}

/** The first words of a message. */
function beginning(item: ThreadItem | undefined): string | null {
  if (item?.type !== "user_message" && item?.type !== "assistant_message") return null;
  const most = LENGTH * 4;
  const text =
    item.type === "user_message"
      ? // It is shown as it was written.
        plainText(item).slice(0, most).replaceAll(/\s+/g, " ").trim()
      : plainLine(
          item.content
            .map((part) => part.text)
            .join(" ")
            .slice(0, most),
        );
  if (text === "") return null;
  return text.length > LENGTH
    ? `${text.slice(0, text.lastIndexOf(" ", LENGTH) + 1 || LENGTH).trim()} …`
    : text;
}
