import { destinationOf } from "#app/ui/links.ts";
import { END_SENTENCES } from "#app/chatkit/answer-end.ts";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { itemText } from "#db/item-text.ts";
import type { WholeConversation } from "#db/queries/conversation-copies.ts";
import type { Database } from "#db/types.ts";
import { storedMessages } from "./stored-messages.server.ts";

/** The version of a conversation that is shown, as Markdown, in pieces of text. */
export async function* exportMarkdown(db: Database, conversation: WholeConversation): AsyncGenerator<string> {
  const { id: conversationId, userId, title, createdAt } = conversation;
  yield `# ${oneLine(title ?? "Untitled")}\n\n*${createdAt.toISOString()}*\n`;
  let speaker = "";
  for await (const { item } of storedMessages(db, { userId, conversationId }, { onlyActive: true })) {
    const text = markdownOf(item);
    if (text === undefined) continue;
    const name = item.type === "user_message" ? "You" : "Assistant";
    if (name !== speaker || item.type === "user_message") yield `\n## ${name}\n`;
    speaker = name;
    yield `\n${text}\n`;
  }
}

/** What an item says; undefined for what has no words. */
function markdownOf(item: ThreadItem): string | undefined {
  const text = partsOf(item)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .join("\n\n");
  return text === "" ? undefined : text;
}

function partsOf(item: ThreadItem): string[] {
  switch (item.type) {
    case "user_message":
      return [
        item.quoted_text ? item.quoted_text.replaceAll(/^/gm, "> ") : "",
        item.content.map((part) => (part.type === "input_tag" ? `@${part.text}` : part.text)).join(""),
        ...item.attachments.map(({ name }) => `[File: ${oneLine(name)}]`),
      ];
    case "assistant_message":
      return [
        ...item.content.map((part) => part.text),
        item.ended ? `*${END_SENTENCES[item.ended]}*` : "",
        sourcesOf(item.content.flatMap((part) => part.annotations.map(({ source }) => source))),
      ];
    case "widget":
    case "structured_input":
      return [itemText(item).replaceAll(/^/gm, "> ")];
    default:
      return [];
  }
}

type Source = Extract<
  ThreadItem,
  { type: "assistant_message" }
>["content"][number]["annotations"][number]["source"];

function sourcesOf(sources: Source[]): string {
  const lines = sources.flatMap((source) => {
    if (source.type === "url" && destinationOf(source.url).kind === "elsewhere")
      return [`- ${oneLine(source.title)} <${source.url.replaceAll(/[<>\s]/g, "")}>`];
    return source.type === "file" ? [`- ${oneLine(source.title || source.filename)}`] : [];
  });
  return lines.length === 0 ? "" : ["Sources:", ...new Set(lines)].join("\n");
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();
