import type { Root, RootContent } from "hast";
import rehypeStringify from "rehype-stringify";
import { memo, useMemo } from "react";
import { unified } from "unified";
import { parseMarkdown } from "./pipeline.ts";

const stringifier = unified().use(rehypeStringify);

/**
 * Markdown that is still being written. Each top-level block is its own element with its own HTML, so a
 * new word touches the last block alone and nothing before it flickers or loses its selection.
 */
export default function StreamedMarkdown({ text }: { text: string }) {
  const blocks = useMemo(() => parseMarkdown(text).children.filter(isBlock).map(toHtml), [text]);
  // A block keeps its place while the text grows at its end.
  // oxlint-disable-next-line react/no-array-index-key
  return blocks.map((html, index) => <Block key={index} html={html} />);
}

const Block = memo(function Block({ html }: { html: string }) {
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
});

const isBlock = (node: RootContent) => node.type === "element";

function toHtml(node: RootContent): string {
  const root: Root = { type: "root", children: [node] };
  return stringifier.stringify(root);
}
