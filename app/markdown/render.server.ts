import { setTimeout as delay } from "node:timers/promises";
import type { ThreadItem, WidgetItem } from "#app/chatkit/protocol/items.ts";
import { itemText } from "#db/item-text.ts";
import { joinRenderings, markdownIn, sourceKey } from "./widget-renderings.ts";
import { parseMarkdown } from "./pipeline.ts";
import { plainHtml } from "./plain-html.ts";
import { renderInPool, type Rendered } from "./render-pool.server.ts";
import { toHtml } from "./to-html.ts";

/**
 * The version of the renderer, stored beside each `html`. Raise it with any visible change: rows of another
 * version are rendered again when they are read.
 */
export const HTML_VERSION = 5;

/** Longer texts are rendered by a worker, so that no text holds up the other users. */
const MAX_CHARS_HERE = 2_000;
/** Code and formulas need Shiki and KaTeX, which only the workers load. */
const NEEDS_WORKER = /```|~~~|\$\$|\\[([]/;

export interface RenderedItem {
  /** What search looks through. */
  text: string;
  /**
   * Sanitised HTML of an answer; for a widget with Markdown in it, the HTML of each (`joinRenderings`); null
   * for what components draw from its data alone.
   */
  html: string | null;
  /** Null for items without anything to render, and for a rendering that has to be made again. */
  htmlVersion: number | null;
}

/** How long an item waits for its rendering before it is shown and stored as it was written. */
const LIMIT_MS = 1_000;

/**
 * What is stored beside an item, made once. Takes a second at most. If the rendering takes longer, the item is
 * rendered as it was written for now, and `late` resolves with the rendering.
 */
export async function renderItem(
  item: ThreadItem,
  limitMs = LIMIT_MS,
): Promise<RenderedItem & { late?: Promise<RenderedItem> }> {
  const whole = renderWhole(item);
  const limit = new AbortController();
  const inTime = await Promise.race([whole, delay(limitMs, undefined, { signal: limit.signal })]);
  limit.abort();
  return inTime ?? { ...(await renderWith(item, asWritten)), late: whole };
}

/** As {@link renderItem}, but waits for the rendering, some seconds at most. */
export function renderWhole(item: ThreadItem): Promise<RenderedItem> {
  return renderWith(item, render);
}

type Render = (markdown: string, idPrefix: string) => Rendered | Promise<Rendered>;

async function renderWith(item: ThreadItem, renderText: Render): Promise<RenderedItem> {
  const text = itemText(item);
  switch (item.type) {
    case "assistant_message": {
      const markdown = item.content.map((part) => part.text).join("\n\n");
      return { text, ...versioned(await renderText(markdown, `${item.id}-`)) };
    }
    case "widget":
      return { text, ...(await renderWidget(item, renderText)) };
    default:
      return { text, html: null, htmlVersion: null };
  }
}

const asWritten: Render = (markdown) => ({ html: plainHtml(markdown), isFinal: false });

const render: Render = (markdown, idPrefix) => {
  if (markdown.length > MAX_CHARS_HERE || NEEDS_WORKER.test(markdown)) {
    return renderInPool({ markdown, idPrefix });
  }
  const tree = parseMarkdown(markdown, { idPrefix, renderFormula: () => undefined });
  return { html: tree ? toHtml(tree) : plainHtml(markdown), isFinal: true };
};

const versioned = ({ html, isFinal }: Rendered) => ({ html, htmlVersion: isFinal ? HTML_VERSION : null });

async function renderWidget(
  { widget }: WidgetItem,
  renderText: Render,
): Promise<Pick<RenderedItem, "html" | "htmlVersion">> {
  const sources = markdownIn(widget);
  if (sources.length === 0) return { html: null, htmlVersion: HTML_VERSION };
  const rendered = await Promise.all(
    sources.map(async (source) => {
      const key = sourceKey(source);
      return { key, ...(await renderText(source, `${key}-`)) };
    }),
  );
  const html = joinRenderings(Object.fromEntries(rendered.map((one) => [one.key, one.html])));
  return versioned({ html, isFinal: rendered.every(({ isFinal }) => isFinal) });
}

/** The stored rendering of an item. One that is missing or outdated is made now. */
export async function currentHtml(
  row: Stored & { item: ThreadItem },
): Promise<Pick<RenderedItem, "html" | "htmlVersion">> {
  if (isRendered(row)) return { html: row.html, htmlVersion: row.htmlVersion };
  const { html, htmlVersion } = await renderWhole(row.item);
  return { html, htmlVersion };
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
