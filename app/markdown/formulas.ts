import type { Element, ElementContent } from "hast";
import katex from "katex";

/*
 * LaTeX to MathML, by KaTeX. The server loads it with its renderer, and the browser as a chunk of its own
 * when a formula is streamed.
 */

const MAX_CHARS = 2_000;
/** MathML may have this many times the length of its source, plus the constant. */
const MAX_GROWTH = 40;
const FREE_CHARS = 1_000;
const MAX_DEPTH = 60;

/**
 * A formula as MathML, with its source as an annotation; undefined when it is broken or too large, and
 * is shown as it was written.
 */
export function renderFormula(tex: string, isDisplay: boolean): Element | undefined {
  if (tex.trim() === "" || tex.length > MAX_CHARS) return undefined;
  try {
    const markup = katex.renderToString(tex, {
      output: "mathml",
      displayMode: isDisplay,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxExpand: 200,
      maxSize: 20,
    });
    return markup.length > tex.length * MAX_GROWTH + FREE_CHARS ? undefined : toElement(markup);
  } catch {
    // KaTeX's own error, or a stack overflow by groups within groups.
    return undefined;
  }
}

/** A tag with its attributes, or text. KaTeX's output is well-formed XML. */
const PIECE = /<(\/?)([a-z]+)((?:\s+[\w:-]+="[^"]*")*)\s*(\/?)>|[^<]+/gi;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;
/** HTML has it without the namespace; what KaTeX styles is for its own fonts. */
const DROPPED = new Set(["xmlns", "style", "class"]);

/** KaTeX's `math` element as a tree. */
function toElement(markup: string): Element | undefined {
  const root: Element = { type: "element", tagName: "span", properties: {}, children: [] };
  const open = [root];
  for (const [piece, slash, tagName, attributes, selfClosing] of markup.matchAll(PIECE)) {
    const parent = open.at(-1);
    if (!parent) return undefined;
    if (tagName === undefined) parent.children.push({ type: "text", value: unescape(piece) });
    else if (slash) open.pop();
    else {
      const properties = Object.fromEntries(
        [...(attributes ?? "").matchAll(ATTRIBUTE)]
          .filter(([, name = ""]) => !DROPPED.has(name))
          .map(([, name = "", value = ""]) => [name, unescape(value)]),
      );
      const element: Element = { type: "element", tagName, properties, children: [] };
      parent.children.push(element);
      if (!selfClosing) open.push(element);
      if (open.length > MAX_DEPTH) return undefined;
    }
  }
  return find(root, "math");
}

function find(node: ElementContent, tagName: string): Element | undefined {
  if (node.type !== "element") return undefined;
  if (node.tagName === tagName) return node;
  for (const child of node.children) {
    const found = find(child, tagName);
    if (found) return found;
  }
  return undefined;
}

const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ["&amp;", "&"],
  ["&lt;", "<"],
  ["&gt;", ">"],
  ["&quot;", '"'],
  ["&#x27;", "'"],
]);

/** Replaces the references that KaTeX writes. */
const unescape = (text: string) =>
  text.replaceAll(/&(?:amp|lt|gt|quot|#x27);/g, (reference) => CHARACTERS.get(reference) ?? reference);
