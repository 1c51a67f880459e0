import type { ElementContent } from "hast";
import type { Html, Parents } from "mdast";
import type { State } from "mdast-util-to-hast";

const BLOCK_PARENTS: ReadonlySet<string> = new Set(["root", "blockquote", "listItem", "footnoteDefinition"]);

/**
 * Raw HTML is text, as in ChatKit; only `<br>` is a line break. Nothing of it is ever markup.
 * A block of raw HTML keeps its lines.
 */
export function rawHtml(
  _state: State,
  node: Html,
  parent: Parents | undefined,
): ElementContent | ElementContent[] {
  if (!BLOCK_PARENTS.has(parent?.type ?? "root")) return withBreaks(node.value, /<br\s*\/?>/i);
  const children = withBreaks(node.value, /<br\s*\/?>[ \t]*\n?|\n/i);
  return { type: "element", tagName: "p", properties: {}, children };
}

const withBreaks = (text: string, lineEnding: RegExp): ElementContent[] =>
  text
    .split(lineEnding)
    .flatMap((value, index) => [
      ...(index > 0 ? [{ type: "element" as const, tagName: "br", properties: {}, children: [] }] : []),
      ...(value === "" ? [] : [{ type: "text" as const, value }]),
    ]);
