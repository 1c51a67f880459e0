import { escapeHtml } from "#app/ui/escape-html.ts";
import { END_SENTENCES } from "#app/chatkit/answer-end.ts";
import { currentHtml } from "#app/markdown/render.server.ts";
import { itemText } from "#db/item-text.ts";
import type { WholeConversation } from "#db/queries/conversation-copies.ts";
import type { Database } from "#db/types.ts";
import { STYLE } from "./html-style.ts";
import { type StoredMessage, storedMessages } from "./stored-messages.server.ts";

/**
 * The version of a conversation that is shown, as an HTML file that stands alone: its style is inside, and it loads
 * and runs nothing. In pieces of text.
 */
export async function* exportHtml(db: Database, conversation: WholeConversation): AsyncGenerator<string> {
  const { id: conversationId, userId, createdAt } = conversation;
  const title = escapeHtml(conversation.title ?? "Untitled");
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>${title}</h1><p><time>${createdAt.toISOString().slice(0, 10)}</time></p></header>
<main>
`;
  for await (const message of storedMessages(db, { userId, conversationId }, { onlyActive: true })) {
    yield await section(message);
  }
  yield "</main>\n</body>\n</html>\n";
}

async function section(message: StoredMessage): Promise<string> {
  const { item } = message;
  switch (item.type) {
    case "user_message": {
      const text = item.content.map((part) => part.text).join("");
      const files = item.attachments.map(({ name }) => `[File: ${name}]`).join("\n");
      const quote = item.quoted_text ? `<blockquote>${escapeHtml(item.quoted_text)}</blockquote>\n` : "";
      const words = [text, files].filter(Boolean).join("\n\n");
      return `<section class="user" aria-label="You">${quote}<p>${escapeHtml(words)}</p></section>\n`;
    }
    case "assistant_message": {
      const { html } = await currentHtml(message);
      const ended = item.ended ? `<p class="note">${END_SENTENCES[item.ended]}</p>` : "";
      return `<section class="prose" aria-label="Assistant">${withoutButtons(html ?? "")}${ended}</section>\n`;
    }
    case "widget":
    case "structured_input": {
      const text = itemText(item);
      return text === ""
        ? ""
        : `<section class="card" aria-label="Assistant"><p>${escapeHtml(text)}</p></section>\n`;
    }
    default:
      return "";
  }
}

/** Without the copy buttons, which need a script. Code is escaped, so that it contains no tag. */
const withoutButtons = (html: string) =>
  html.replaceAll(/<button\b[^>]*data-copy-code[^>]*>[^<]*<\/button>/g, "");
