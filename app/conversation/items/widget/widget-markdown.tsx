import { createContext, memo, use, useState } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { Markdown } from "#app/markdown/markdown.tsx";
import { sourceKey, type Renderings } from "#app/markdown/widget-renderings.ts";

/** The stored renderings of the widget's Markdown, by `sourceKey`. */
export const WidgetRenderings = createContext<Renderings>({});

/**
 * Markdown in a widget. It adopts the document's markup while the text is the one that the document was
 * rendered from; otherwise it uses the stored rendering, or renders the text in the page.
 */
export const WidgetMarkdown = memo(function WidgetMarkdown({ value }: { value: string }) {
  const stored = use(WidgetRenderings)[sourceKey(value)];
  const isHydrated = useHydrated();
  // Set during server rendering and hydration only, and dropped as soon as the text changes.
  const [adopted, setAdopted] = useState(isHydrated ? undefined : value);
  if (adopted !== undefined && adopted !== value) setAdopted(undefined);
  if (stored !== undefined || adopted === value) {
    return (
      <div
        className="prose min-w-0"
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: stored ?? (isServer ? plainParagraph(value) : "") }}
      />
    );
  }
  return (
    <div className="prose min-w-0">
      <Markdown text={value} idPrefix={`${sourceKey(value)}-`} />
    </div>
  );
});

const isServer = typeof document === "undefined";

/** The server's fallback for a text without a stored rendering. */
const plainParagraph = (text: string) => `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`;
