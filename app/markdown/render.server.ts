import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import type { ThreadItem, WidgetItem } from "#app/chatkit/protocol/items.ts";
import { itemText } from "#db/item-text.ts";
import { joinRenderings, markdownIn, sourceKey } from "./widget-renderings.ts";
import { highlightCode } from "./highlight.server.ts";
import { parseMarkdown } from "./pipeline.ts";

/**
 * Which rendering a stored `html` is of. Raise it with any change that shows: rows of another version are
 * rendered anew when they are read, and stored again.
 */
export const HTML_VERSION = 2;

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
  /**
   * Sanitised HTML of an answer; for a widget with Markdown in it, the HTML of each (`joinRenderings`); null
   * for what components draw from its data alone.
   */
  html: string | null;
  /** Null for items that have nothing to be rendered. */
  htmlVersion: number | null;
}

/** What is stored beside an item, made once. */
export async function renderItem(item: ThreadItem): Promise<RenderedItem> {
  const text = itemText(item);
  switch (item.type) {
    case "assistant_message": {
      const markdown = item.content.map((part) => part.text).join("\n\n");
      return { text, html: await renderMarkdown(markdown), htmlVersion: HTML_VERSION };
    }
    case "widget":
      return { text, html: await renderWidget(item), htmlVersion: HTML_VERSION };
    default:
      return { text, html: null, htmlVersion: null };
  }
}

async function renderWidget({ widget }: WidgetItem): Promise<string | null> {
  const sources = markdownIn(widget);
  if (sources.length === 0) return null;
  const rendered = sources.map(async (source) => [sourceKey(source), await renderMarkdown(source)]);
  return joinRenderings(Object.fromEntries(await Promise.all(rendered)));
}

/** Whether what is stored beside an item is what this version would make. */
export function isRendered({ type, html, htmlVersion }: Stored): boolean {
  switch (type) {
    case "assistant_message":
      return html !== null && htmlVersion === HTML_VERSION;
    case "widget":
      return htmlVersion === HTML_VERSION;
    default:
      return true;
  }
}

type Stored = Pick<RenderedItem, "html" | "htmlVersion"> & { type: ThreadItem["type"] };
