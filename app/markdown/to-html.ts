import type { Root } from "hast";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";

const stringifier = unified().use(rehypeStringify, {
  omitOptionalTags: true,
  preferUnquoted: true,
  characterReferences: { useShortestReferences: true },
});

/** A tree as HTML, without the tags and quotes that HTML can do without. */
export const toHtml = (tree: Root): string => stringifier.stringify(tree);
