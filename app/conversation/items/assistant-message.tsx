import { lazy, memo, Suspense, useCallback } from "react";
import type { AssistantMessageItem } from "#app/chatkit/protocol/items.ts";
import { useStoredHtml } from "../stored-html.tsx";

/** Loaded when something streams: the markdown engine has no part in reading a page. */
const StreamedMarkdown = lazy(() => import("../markdown/streamed-markdown.tsx"));

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
  const text = item.content.map((part) => part.text).join("\n\n");
  if (streamed && html === undefined) {
    return (
      <div className="prose">
        <Suspense fallback={<p className="whitespace-pre-wrap">{text}</p>}>
          <StreamedMarkdown text={text} />
        </Suspense>
      </div>
    );
  }
  return <StoredAnswer id={item.id} html={html} />;
});

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
