import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { itemText } from "#db/item-text.ts";
import { highlightCode } from "./highlight.server.ts";
import { parseMarkdown } from "./pipeline.ts";

/**
 * Which rendering a stored `html` is of. Raise it with any change that shows: rows of another version are
 * rendered anew when they are read, and stored again.
 */
export const HTML_VERSION = 1;

const stringifier = unified().use(rehypeStringify, { omitOptionalTags: true, preferUnquoted: true });

/** Markdown → sanitised HTML with coloured code. */
export async function renderMarkdown(markdown: string): Promise<string> {
  const tree = parseMarkdown(markdown);
  await highlightCode(tree);
  return stringifier.stringify(tree);
}

export interface RenderedItem {
  /** What search looks through. */
  text: string;
  /** Sanitised HTML of an answer; null for items that components draw from their data. */
  html: string | null;
  htmlVersion: number | null;
}

/** What is stored beside an item, made once. An item that can't be rendered is stored without. */
export async function renderItem(item: ThreadItem): Promise<RenderedItem> {
  const text = itemText(item);
  if (item.type !== "assistant_message") return { text, html: null, htmlVersion: null };
  const markdown = item.content.map((part) => part.text).join("\n\n");
  return { text, html: await renderMarkdown(markdown), htmlVersion: HTML_VERSION };
}
