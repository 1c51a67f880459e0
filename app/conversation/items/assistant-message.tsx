import { memo, useCallback, useRef, useState } from "react";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import { Markdown } from "#app/markdown/markdown.tsx";
import { useStoredHtml } from "../stored-html.tsx";

interface AssistantMessageProps {
  item: AssistantMessageItem;
  /** The stored rendering, if the page got it as data. */
  html: string | undefined;
  /** The item arrived in a stream, so the document has no markup for it. */
  streamed: boolean;
}

/** An answer: its stored rendering, or its Markdown rendered in the page while it streams. */
export const AssistantMessage = memo(function AssistantMessage({
  item,
  html,
  streamed,
}: AssistantMessageProps) {
  // A streamed answer keeps its elements when its stored rendering arrives, which differs only in the
  // highlighted code.
  const [hasStreamed] = useState(streamed && html === undefined);
  const text = item.content.map((part) => part.text).join("\n\n");
  return hasStreamed ? (
    <StreamedAnswer id={item.id} text={text} html={html} />
  ) : (
    <StoredAnswer id={item.id} html={html} />
  );
});

function StreamedAnswer({ id, text, html }: { id: string; text: string; html: string | undefined }) {
  const answer = useRef<HTMLDivElement>(null);
  // The end of the text may be rendered after its stored rendering has arrived.
  const highlight = useCallback(() => {
    if (answer.current && html !== undefined) copyHighlighting(answer.current, html);
  }, [html]);
  return (
    <div ref={answer} className="prose">
      <Markdown text={text} html={html} idPrefix={`${id}-`} onRender={highlight} />
    </div>
  );
}

/** Copies the highlighted code from an answer's stored rendering. */
function copyHighlighting(answer: HTMLElement, html: string): void {
  const stored = document.createElement("template");
  stored.innerHTML = html;
  const highlighted = [...stored.content.querySelectorAll("pre code")];
  for (const [index, code] of answer.querySelectorAll("pre code").entries()) {
    const match = highlighted[index];
    if (match?.textContent === code.textContent) code.replaceChildren(...match.cloneNode(true).childNodes);
  }
}

/** Adopted markup of unmounted answers, by item id, for when they are mounted again. */
const unmountedMarkup = new Map<string, string>();

/**
 * Adopts the server's markup. React gets no HTML for it in the browser, so hydration keeps the existing
 * elements (`suppressHydrationWarning`), and the document contains the text only once.
 */
function StoredAnswer({ id, html }: { id: string; html: string | undefined }) {
  const stored = useStoredHtml(id);
  const keep = useCallback(
    (element: HTMLElement | null) => () => {
      if (element && html === undefined) unmountedMarkup.set(id, element.innerHTML);
    },
    [id, html],
  );
  return (
    <div
      ref={keep}
      className="prose"
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: html ?? stored ?? unmountedMarkup.get(id) ?? "" }}
    />
  );
}
