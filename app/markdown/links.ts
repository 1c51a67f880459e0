import type { Element, ElementContent, Root as Hast } from "hast";
import type { Link, Nodes, PhrasingContent, Root } from "mdast";
import { destinationOf, ELSEWHERE, unsaidHost } from "#app/ui/links.ts";
import { mapElements } from "./map-elements.ts";

/** Ends an address that stands in a Chinese or Japanese sentence, which has no blank after it. */
const AFTER_ADDRESS = /[。，、；：！？（）「」『』【】《》〈〉“”‘’…]/;
/** A longer rest of a sentence isn't parsed again, and after so many addresses none is. */
const MAX_REST = 1_000;
const MAX_ADDRESSES = 100;

type Parse = (markdown: string) => Root;

/**
 * Ends bare addresses at the punctuation of Chinese and Japanese. The parser has taken the rest of the
 * sentence for a part of the address, so that rest is parsed now.
 */
export function endAddresses(
  tree: Root,
  source: string,
  parse: Parse,
  left = { count: MAX_ADDRESSES },
): void {
  const rest: Nodes[] = [tree];
  for (let node = rest.pop(); node; node = rest.pop()) {
    if (!("children" in node)) continue;
    rest.push(...node.children);
    if (!node.children.some((child) => child.type === "link" && isBare(child, source))) continue;
    // Links stand only where phrasing stands.
    const children: Nodes[] = node.children.flatMap((child): Nodes[] =>
      child.type === "link" && isBare(child, source) ? ended(child, parse, left) : [child],
    );
    Object.assign(node, { children });
  }
}

function isBare({ children, position }: Link, source: string): boolean {
  const [text] = children;
  if (children.length !== 1 || text?.type !== "text" || !AFTER_ADDRESS.test(text.value)) return false;
  const first = position?.start.offset === undefined ? undefined : source[position.start.offset];
  return first !== "[" && first !== "<";
}

function ended(link: Link, parse: Parse, left: { count: number }): PhrasingContent[] {
  const [text] = link.children;
  if (text?.type !== "text") return [link];
  const end = text.value.search(AFTER_ADDRESS);
  const rest = text.value.slice(end);
  const url = link.url.slice(0, link.url.length - rest.length);
  const short: Link = { ...link, url, children: [{ type: "text", value: text.value.slice(0, end) }] };
  if (rest.length > MAX_REST || left.count <= 0) return [short, { type: "text", value: rest }];
  left.count -= 1;
  const tree = parse(rest);
  endAddresses(tree, rest, parse, left);
  const [paragraph] = tree.children;
  return paragraph?.type === "paragraph" && tree.children.length === 1
    ? [short, ...paragraph.children]
    : [short, { type: "text", value: rest }];
}

/** Opens links that lead elsewhere in a tab of their own and shows their host, and offers pictures as links. */
export function safeLinks(tree: Hast): void {
  mapElements(tree, (element) => safeLink(imageAsLink(element)));
}

/**
 * A picture that a model names would be loaded from anywhere, with the conversation in its address if
 * a prompt injection has made the model write it there. So it is a link.
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
  if (element.tagName !== "a") return element;
  const { href } = element.properties;
  const isElsewhere = typeof href === "string" && destinationOf(href).kind === "elsewhere";
  const { target, rel } = ELSEWHERE;
  const host = typeof href === "string" ? unsaidHost(href, textOf(element)) : undefined;
  return {
    ...element,
    properties: {
      ...element.properties,
      ...(isElsewhere ? { target, rel: rel.split(" ") } : {}),
      ...(host ? { dataHost: host } : {}),
    },
    children: element.children.flatMap(withoutLink),
  };
}

const textOf = (node: Element | ElementContent): string => {
  if (node.type === "text") return node.value;
  return node.type === "element" ? node.children.map((child) => textOf(child)).join("") : "";
};

/** A link within a link, as a picture makes it, would end the outer one. */
function withoutLink(node: ElementContent): ElementContent[] {
  if (node.type !== "element") return [node];
  if (node.tagName === "a") return node.children;
  return [{ ...node, children: node.children.flatMap(withoutLink) }];
}
