import { memo, useCallback, useEffect, useRef, useState } from "react";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import { Markdown } from "#app/markdown/markdown.tsx";
import { useStoredHtml } from "../stored-html.tsx";

interface AssistantMessageProps {
  item: AssistantMessageItem;
  /** The stored rendering, where the page has got it as data. */
  html: string | undefined;
  /** The item came by a stream and has no stored rendering here. */
  streamed: boolean;
}

/** An answer: from its stored rendering, or from its text while it streams. */
export const AssistantMessage = memo(function AssistantMessage({
  item,
  html,
  streamed,
}: AssistantMessageProps) {
  // What has streamed stays as it is when its stored rendering comes: only colours are new in that.
  const [hasStreamed] = useState(streamed && html === undefined);
  const text = item.content.map((part) => part.text).join("\n\n");
  return hasStreamed ? <StreamedAnswer text={text} html={html} /> : <StoredAnswer id={item.id} html={html} />;
});

function StreamedAnswer({ text, html }: { text: string; html: string | undefined }) {
  const answer = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (answer.current && html !== undefined) colourCode(answer.current, html);
  }, [html]);
  return (
    <div ref={answer} className="prose">
      <Markdown text={text} html={html} />
    </div>
  );
}

/** Gives the code blocks of an answer the colours that they have in its stored rendering. */
function colourCode(answer: HTMLElement, html: string): void {
  const stored = document.createElement("template");
  stored.innerHTML = html;
  const coloured = [...stored.content.querySelectorAll("pre code")];
  for (const [index, code] of answer.querySelectorAll("pre code").entries()) {
    const match = coloured[index];
    if (match?.textContent === code.textContent) code.replaceChildren(...match.cloneNode(true).childNodes);
  }
}

/** Markup that was adopted from the document and has left it, by item id; it may come back. */
const leftMarkup = new Map<string, string>();

/**
 * Adopts the server's markup: the browser is given no HTML for it, so hydration leaves what is there
 * (`suppressHydrationWarning`), and the text is in the document once.
 */
function StoredAnswer({ id, html }: { id: string; html: string | undefined }) {
  const stored = useStoredHtml(id);
  const keep = useCallback(
    (element: HTMLElement | null) => () => {
      if (element && html === undefined) leftMarkup.set(id, element.innerHTML);
    },
    [id, html],
  );
  return (
    <div
      ref={keep}
      className="prose"
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: html ?? stored ?? leftMarkup.get(id) ?? "" }}
    />
  );
}
