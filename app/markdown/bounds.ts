import type { Nodes, Root } from "mdast";
import { columnsOf } from "./whole-words.ts";

/*
 * What a rendering may cost. Markdown's parser is quadratic in several ways, and short inputs can make
 * large outputs. Text beyond these bounds is shown as it was written (`plain-html.ts`).
 */

const MAX_CHARS = 200_000;
/** HTML may have this many times the length of its source, plus the constant. */
const MAX_GROWTH = 4;
const FREE_CHARS = 64_000;
/** Containers that one line opens, such as `> - > `. */
const MAX_MARKERS = 100;
/** Indentation before a list marker or a quote marker. */
const MAX_INDENT = 120;
const MAX_DEPTH = 200;
/** Underlines of headings: the parser moves the whole rest of the document for each. */
const MAX_UNDERLINES = 300;
/** Columns of a table. */
const MAX_COLUMNS = 500;
/** Sum over all paragraphs of the square of their delimiters, which is how the parser's work grows. */
const MAX_DELIMITER_WORK = 1_500_000;

/** The longest HTML that may be made of this text. */
export const maxHtmlLength = (markdown: string): number => markdown.length * MAX_GROWTH + FREE_CHARS;

const CONTAINERS = /^(?:[ \t]*(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$)))+/;
const MARKER = />|[-+*]|\d+[.)]/g;
const UNDERLINE = /^[ \t]{0,3}(?:=+|-+)[ \t]*$/;
const FENCE = /^[ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)?(`{3,}|~{3,})/;
const DELIMITERS = /\*+|_+|~+/g;
const BRACKETS = /[[\]]/g;

/** Whether the text can be parsed at all, by one linear scan. */
export function isParsable(markdown: string): boolean {
  if (markdown.length > MAX_CHARS) return false;
  let underlines = 0;
  let work = 0;
  let delimiters = 0;
  let fence: string | undefined;
  for (const line of markdown.split(/\r\n?|\n/)) {
    const [containers] = CONTAINERS.exec(line) ?? [];
    if (containers !== undefined) {
      const indent = containers.length - containers.trimStart().length;
      if (indent > MAX_INDENT || countOf(containers, MARKER) > MAX_MARKERS) return false;
    }
    if (countOf(line, /\|/g) > MAX_COLUMNS) return false;
    if (UNDERLINE.test(line) && ++underlines > MAX_UNDERLINES) return false;
    // A blank line and a list item begin a new paragraph.
    if (containers !== undefined || line.trim() === "") {
      work += delimiters ** 2;
      delimiters = 0;
    }
    const found = countOf(line, DELIMITERS) + countOf(line, BRACKETS) / 2;
    // The cells of a table are parsed one by one. Code isn't parsed, but what looks like code here may be none.
    if (fence) delimiters += found / 4;
    else delimiters += line.trimStart().startsWith("|") ? found / 8 : found;
    const [, run] = FENCE.exec(line) ?? [];
    if (!fence) fence = run;
    else if (run?.startsWith(fence)) fence = undefined;
    if (work + delimiters ** 2 > MAX_DELIMITER_WORK) return false;
  }
  return true;
}

const countOf = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Whether the parsed tree may be rendered: not too deep, and not larger as HTML than is allowed. */
export function isRenderable(tree: Root, markdown: string): boolean {
  const urls = new Map<string, number>();
  let references = 0;
  let size = 0;
  const limit = maxHtmlLength(markdown);
  const rest: { node: Nodes; depth: number }[] = [{ node: tree, depth: 0 }];
  const targets: string[] = [];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { node, depth } = next;
    if (depth > MAX_DEPTH) return false;
    switch (node.type) {
      case "definition":
        if (!urls.has(node.identifier))
          urls.set(node.identifier, node.url.length + (node.title?.length ?? 0));
        break;
      case "linkReference":
      case "imageReference":
        targets.push(node.identifier);
        break;
      case "footnoteReference":
        references += 1;
        break;
      case "table":
        // Rows are filled up to the number of columns of the longest.
        size += node.children.length * columnsOf(node) * MIN_CELL;
        break;
      default:
    }
    if ("children" in node) for (const child of node.children) rest.push({ node: child, depth: depth + 1 });
    if (size > limit) return false;
  }
  size += references * FOOTNOTE_LENGTH;
  for (const target of targets) size += urls.get(target) ?? 0;
  return size <= limit;
}

/** `<td>` and a line ending. */
const MIN_CELL = 5;
/** The link to a footnote and the link back, at least. */
const FOOTNOTE_LENGTH = 300;
