import type { Element, ElementContent, Root } from "hast";
import type { Root as Mdast } from "mdast";
import type { InlineMath, Math } from "mdast-util-math";
import rehypeSanitize from "rehype-sanitize";
import remarkCjkFriendly from "remark-cjk-friendly";
import remarkGfm from "remark-gfm";
import remarkMath from "remark-math";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified, type Processor } from "unified";
import { isParsable, isRenderable, maxHtmlLength } from "./bounds.ts";
import { codeFigures } from "./code-figure.ts";
import { markDirections } from "./direction.ts";
import { endAddresses, safeLinks } from "./links.ts";
import { mapElements } from "./map-elements.ts";
import { texFromMarkdown } from "./math-nodes.ts";
import { texSyntax } from "./math-syntax.ts";
import { rawHtml } from "./raw-html.ts";
import { safeElements } from "./safe-elements.ts";
import { keepWords } from "./whole-words.ts";

/** Renders LaTeX as MathML; undefined for a formula that is shown as its source. */
export type FormulaRenderer = (tex: string, isDisplay: boolean) => Element | undefined;

export interface MarkdownOptions {
  /** Begins all ids in the HTML, so that the footnotes of two messages on a page stay apart. */
  idPrefix: string;
  renderFormula: FormulaRenderer;
  /** Receives where each top-level block begins in the text. */
  starts?: number[];
}

/**
 * Markdown → a safe tree: CommonMark with GitHub's extensions and maths, raw HTML as text, then sanitised.
 * Runs in the server when a message is stored, and in the browser while one streams.
 *
 * @returns undefined when the text is out of bounds, or the parser fails on it; never throws
 */
export function parseMarkdown(markdown: string, options: MarkdownOptions): Root | undefined {
  if (!isParsable(markdown)) return undefined;
  try {
    const parse = (source: string) => parser.parse(source);
    const source = parse(markdown);
    if (!isRenderable(source, markdown)) return undefined;
    options.starts?.push(...source.children.map(({ position }) => position?.start.offset ?? 0));
    keepWords(source);
    endAddresses(source, markdown, parse);
    const tree = toHtmlTree(source, markdown, options);
    prefixFootnotes(tree, options.idPrefix);
    mapElements(tree, scrollingTable);
    mapElements(tree, beneathMessage);
    safeLinks(tree);
    codeFigures(tree);
    markDirections(tree);
    return tree;
  } catch {
    // A stack overflow, or a fault of the parser: the words are shown all the same.
    return undefined;
  }
}

/** Adds `\(…\)` and `\[…\]`. */
function texDelimiters(this: Processor): void {
  const data = this.data();
  (data.micromarkExtensions ??= []).push(texSyntax);
  (data.fromMarkdownExtensions ??= []).push(texFromMarkdown);
}

const parser: Processor<Mdast> = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkMath, { singleDollarTextMath: false })
  .use(remarkCjkFriendly)
  .use(texDelimiters)
  .freeze();

function toHtmlTree(source: Mdast, markdown: string, { idPrefix, renderFormula }: MarkdownOptions): Root {
  // Formulas beyond half of what the HTML may have are shown as their source.
  let budget = maxHtmlLength(markdown) / 2;
  const formula = (tex: string, isDisplay: boolean, delimiters = DOLLARS): Element => {
    const rendered = budget > 0 ? renderFormula(tex, isDisplay) : undefined;
    if (!rendered)
      return {
        type: "element",
        tagName: "code",
        properties: {},
        children: [{ type: "text", value: delimiters.join(tex) }],
      };
    budget -= sizeOf(rendered);
    return rendered;
  };
  return unified()
    .use(remarkRehype, {
      clobberPrefix: idPrefix,
      handlers: {
        html: rawHtml,
        inlineMath: (_state: unknown, { value, data }: InlineMath): Element => {
          if (!data?.isDisplay) return formula(value, false, data?.delimiters);
          return {
            type: "element",
            tagName: "span",
            properties: { className: ["formula"] },
            children: [formula(value, true, data.delimiters)],
          };
        },
        math: (_state: unknown, { value, data }: Math): Element => ({
          type: "element",
          tagName: "p",
          properties: { className: ["formula"] },
          children: [formula(value, true, data?.delimiters)],
        }),
      },
    })
    .use(rehypeSanitize, safeElements)
    .runSync(source);
}

const DOLLARS: readonly [string, string] = ["$$", "$$"];

/** About how long a formula's HTML is. */
function sizeOf(node: ElementContent): number {
  if (node.type === "text") return node.value.length;
  if (node.type !== "element") return 0;
  return node.children.reduce((sum, child) => sum + sizeOf(child), node.tagName.length * 2 + 5);
}

/** The heading of the footnotes has an id too, to which each reference points. */
function prefixFootnotes(tree: Root, idPrefix: string): void {
  const label = `${idPrefix}footnotes`;
  mapElements(tree, (element) => {
    const { id, dataFootnoteRef } = element.properties;
    if (id === "footnote-label") return { ...element, properties: { ...element.properties, id: label } };
    if (dataFootnoteRef === undefined) return element;
    return { ...element, properties: { ...element.properties, ariaDescribedBy: [label] } };
  });
}

/** Wide tables scroll by themselves and leave the page's width alone; by keyboard too. */
function scrollingTable(element: Element): Element {
  if (element.tagName !== "table") return element;
  return {
    type: "element",
    tagName: "div",
    properties: { className: ["table"], tabIndex: 0, role: "region", ariaLabel: "Table" },
    children: [element],
  };
}

/** Where a message's own heading stands in the page's outline. */
const MESSAGE_LEVEL = 2;

/** An answer's headings stand beneath its message's, and look as they are. */
function beneathMessage(element: Element): Element {
  const [, level] = /^h([1-6])$/.exec(element.tagName) ?? [];
  if (level === undefined) return element;
  return { ...element, properties: { ...element.properties, ariaLevel: Number(level) + MESSAGE_LEVEL } };
}
