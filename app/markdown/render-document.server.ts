import type { Root } from "hast";
import { maxHtmlLength } from "./bounds.ts";
import { renderFormula } from "./formulas.ts";
import { highlightCode } from "./highlight.server.ts";
import { parseMarkdown } from "./pipeline.ts";
import { plainHtml } from "./plain-html.ts";
import { toHtml } from "./to-html.ts";

/**
 * Markdown → sanitised HTML with MathML and highlighted code. Never throws: a text that is out of
 * bounds or fails loses its colours first, and is shown as it was written if that isn't enough.
 *
 * @param onUncoloured gets the HTML before its code is highlighted, which can take much longer
 */
export async function renderMarkdown(
  markdown: string,
  idPrefix: string,
  onUncoloured?: (html: string) => void,
): Promise<string> {
  const tree = parseMarkdown(markdown, { idPrefix, renderFormula });
  const uncoloured = tree && boundedHtml(tree, markdown);
  if (!tree || uncoloured === undefined) return plainHtml(markdown);
  onUncoloured?.(uncoloured);
  try {
    const isHighlighted = await highlightCode(tree);
    return (isHighlighted ? boundedHtml(tree, markdown) : undefined) ?? uncoloured;
  } catch {
    return uncoloured;
  }
}

function boundedHtml(tree: Root, markdown: string): string | undefined {
  const html = toHtml(tree);
  return html.length <= maxHtmlLength(markdown) ? html : undefined;
}
