import { lazy, Suspense, useId, type ComponentType } from "react";

interface MarkdownProps {
  text: string;
  /** The stored rendering, where there is one already. */
  html?: string | undefined;
  /** Begins the ids of footnotes; the stored rendering's, where there will be one. */
  idPrefix?: string | undefined;
  /** Called after each change of the elements. */
  onRender?: (() => void) | undefined;
}

/** Loaded when there is Markdown without a rendering: the engine has no part in reading a page. */
const StreamedMarkdown = lazy(
  async (): Promise<{ default: ComponentType<MarkdownProps & { idPrefix: string }> }> => {
    try {
      return await import("./streamed-markdown.tsx");
    } catch {
      // No network, or a newer build in the server: the words are here all the same.
      return { default: Unformatted };
    }
  },
);

/** Markdown that is rendered here. Until the engine is there, and where it can't be had, as it was written. */
export function Markdown({ text, html, idPrefix, onRender }: MarkdownProps) {
  const ownId = useId();
  return (
    <Suspense fallback={<Unformatted text={text} />}>
      <StreamedMarkdown text={text} html={html} idPrefix={idPrefix ?? ownId} onRender={onRender} />
    </Suspense>
  );
}

function Unformatted({ text, html }: MarkdownProps) {
  if (html !== undefined) return <div dangerouslySetInnerHTML={{ __html: html }} />;
  return <p className="whitespace-pre-wrap">{text}</p>;
}
