import { memo, useEffect, useState, useSyncExternalStore } from "react";
import { createStreamedText } from "./streamed-text.ts";

interface StreamedMarkdownProps {
  text: string;
  idPrefix: string;
  onRender?: (() => void) | undefined;
}

/**
 * Markdown that is still being written. Each top-level block is its own element with its own HTML, so a
 * new word touches the last block alone and nothing before it flickers or loses its selection.
 */
export default function StreamedMarkdown({ text, idPrefix, onRender }: StreamedMarkdownProps) {
  const [streamed] = useState(() => createStreamedText(text, idPrefix));
  const blocks = useSyncExternalStore(streamed.subscribe, streamed.getBlocks, streamed.getBlocks);
  useEffect(() => streamed.update(text), [streamed, text]);
  useEffect(() => onRender?.());
  // A block keeps its place while the text grows at its end.
  // oxlint-disable-next-line react/no-array-index-key
  return blocks.map((html, index) => <Block key={index} html={html} />);
}

const Block = memo(function Block({ html }: { html: string }) {
  return <div dangerouslySetInnerHTML={{ __html: html }} />;
});
