import type { Element, Root } from "hast";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { codeFigures } from "./code-figure.ts";
import { mapElements } from "./map-elements.ts";

/**
 * GitHub's allowlist. Ids and names stay prefixed (`user-content-`), so that no message can shadow a
 * part of the page.
 */
const schema: typeof defaultSchema = {
  ...defaultSchema,
  attributes: { ...defaultSchema.attributes, code: [["className", /^language-./]] },
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto", "tel"] },
};

/**
 * Markdown → a safe tree: CommonMark with GitHub's extensions, raw HTML left out, then sanitised. Runs in
 * the server when a message is stored, and in the browser while one streams.
 */
export function parseMarkdown(markdown: string): Root {
  const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeSanitize, schema);
  const tree = processor.runSync(processor.parse(markdown));
  mapElements(tree, (element) => safeLink(imageAsLink(scrollingTable(element))));
  codeFigures(tree);
  return tree;
}

/**
 * A picture that a model names would be loaded from anywhere, with the conversation in its address if
 * somebody talked the model into it. So it is offered as a link.
 */
function imageAsLink(element: Element): Element {
  if (element.tagName !== "img") return element;
  const { src, alt } = element.properties;
  const text = String(alt || src || "image");
  return {
    type: "element",
    tagName: "a",
    properties: { href: src },
    children: [{ type: "text", value: text }],
  };
}

function safeLink(element: Element): Element {
  const { href } = element.properties;
  if (element.tagName !== "a" || typeof href !== "string" || !/^https?:/i.test(href)) return element;
  return {
    ...element,
    properties: { ...element.properties, target: "_blank", rel: ["noopener", "noreferrer", "nofollow"] },
  };
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
