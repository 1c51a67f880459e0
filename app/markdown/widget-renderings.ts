import { walk, type Node } from "#app/chatkit/widgets/walk.ts";

/** HTML of a widget's Markdown, by `sourceKey` of what it was made from. */
export type Renderings = Readonly<Record<string, string>>;

/**
 * Names a text. By its text and not by its place a rendering is found, so that a widget that has changed
 * since is never shown with the words that it had.
 */
export function sourceKey(markdown: string): string {
  // FNV-1a, 32 bits, beside the length: all that one widget holds was written by one hand.
  let hash = 0x811c9dc5;
  for (let index = 0; index < markdown.length; index += 1) {
    hash = Math.imul(hash ^ markdown.charCodeAt(index), 0x01000193);
  }
  return `${markdown.length.toString(36)}-${(hash >>> 0).toString(36)}`;
}

/** The Markdown in a widget, each text once, in document order. */
export function markdownIn(widget: Node): string[] {
  const sources = new Set<string>();
  for (const node of walk(widget)) {
    // Widgets are data from outside.
    if (node.type === "Markdown" && typeof node.value === "string") sources.add(node.value);
  }
  return [...sources];
}

/**
 * Several pieces of HTML as one stored text. JSON, because there is no mark to part them by that a writer of
 * Markdown couldn't put into an attribute.
 */
export const joinRenderings = (renderings: Renderings): string => JSON.stringify(renderings);

/** What {@link joinRenderings} made; nothing from anything else. */
export function partRenderings(stored: string | undefined): Renderings {
  if (!stored?.startsWith("{")) return {};
  try {
    const value: unknown = JSON.parse(stored);
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
