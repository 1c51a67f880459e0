import type { Element, ElementContent, Root, RootContent } from "hast";

const RIGHT_TO_LEFT =
  /\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Syriac}|\p{Script=Thaana}|\p{Script=Nko}|\p{Script=Adlam}/u;
const LETTER = /\p{L}/u;
/** A `div` is the box of a table. */
const BLOCKS = new Set(["p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote", "div"]);

/**
 * Marks the outermost blocks of right-to-left text, so that bullets, numbers, quotes and columns stand on the
 * right. A block's direction is that of its first letter, as with `dir="auto"`, but code and formulas in
 * front of it don't count.
 */
export function markDirections(node: Root | Element): void {
  for (const child of node.children) {
    if (child.type !== "element") continue;
    if (!BLOCKS.has(child.tagName)) markDirections(child);
    else if (RIGHT_TO_LEFT.test(firstLetter(child) ?? "")) child.properties.dir = "rtl";
    // A quote or list that begins in the one direction may hold blocks of the other.
    else if (child.tagName !== "p" && child.tagName !== "div") markDirections(child);
  }
}

function firstLetter(node: RootContent | ElementContent): string | undefined {
  if (node.type === "text") return LETTER.exec(node.value)?.[0];
  if (node.type !== "element" || node.tagName === "code" || node.tagName === "math") return undefined;
  for (const child of node.children) {
    const letter = firstLetter(child);
    if (letter !== undefined) return letter;
  }
  return undefined;
}
