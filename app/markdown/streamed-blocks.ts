import type { Root, RootContent } from "hast";
import { isParsable, maxHtmlLength } from "./bounds.ts";
import { parseMarkdown, type FormulaRenderer } from "./pipeline.ts";
import { plainBlocks } from "./plain-html.ts";
import { toHtml } from "./to-html.ts";

export interface BlockRenderer {
  /** The HTML of each top-level block of the text so far. */
  render(text: string): string[];
}

/** A definition of a link or a footnote, which is used anywhere in the text. */
const DEFINITION = /^[ \t>]*\[[^\]\n]+\]:/m;

/**
 * Renders a text that grows at its end. All blocks but the last two are settled: more text can't change
 * them, so that only the end of a long text is parsed again.
 */
export function createBlockRenderer(idPrefix: string, renderFormula: FormulaRenderer): BlockRenderer {
  let settledText = "";
  let settled: string[] = [];

  const settle = (text: string, blocks: string[]) => {
    settledText = text;
    settled = blocks;
  };

  return {
    render(text) {
      if (!isParsable(text)) return plainBlocks(text);
      if (!text.startsWith(settledText) || DEFINITION.test(text.slice(settledText.length))) settle("", []);
      const rest = text.slice(settledText.length);
      const starts: number[] = [];
      const tree = parseMarkdown(rest, { idPrefix, renderFormula, starts });
      if (!tree) return plainBlocks(text);
      const blocks = tree.children.filter((node) => node.type === "element").map(blockHtml);
      const all = [...settled, ...blocks];
      if (all.reduce((sum, html) => sum + html.length, 0) > maxHtmlLength(text)) return plainBlocks(text);
      const end = starts.at(-2);
      // Definitions have no block of their own, so that blocks can't be told apart by their starts.
      if (end && starts.length === blocks.length && !DEFINITION.test(rest)) {
        const lineStart = rest.lastIndexOf("\n", end) + 1;
        settle(text.slice(0, settledText.length + lineStart), all.slice(0, -2));
      }
      return all;
    },
  };
}

function blockHtml(node: RootContent): string {
  const root: Root = { type: "root", children: [node] };
  return toHtml(root);
}
