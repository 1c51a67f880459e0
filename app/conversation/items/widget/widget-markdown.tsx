import { createContext, memo, use, useState } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { Markdown } from "#app/markdown/markdown.tsx";
import { sourceKey, type Renderings } from "#app/markdown/widget-renderings.ts";

/** The stored renderings of the widget, where there are any. */
export const WidgetRenderings = createContext<Renderings>({});

/**
 * Markdown in a widget: the markup of the document as long as its text is the one that the document was made
 * from, then the stored rendering or, while there is none, one made here.
 */
export const WidgetMarkdown = memo(function WidgetMarkdown({ value }: { value: string }) {
  const stored = use(WidgetRenderings)[sourceKey(value)];
  const isHydrated = useHydrated();
  // In the first rendering of a document, here as in the server. What has changed once has lost its markup.
  const [adopted, setAdopted] = useState(isHydrated ? undefined : value);
  if (adopted !== undefined && adopted !== value) setAdopted(undefined);
  if (stored !== undefined || adopted === value) {
    return (
      <div
        className="prose min-w-0"
        suppressHydrationWarning
        dangerouslySetInnerHTML={{ __html: stored ?? (inServer ? plain(value) : "") }}
      />
    );
  }
  return (
    <div className="prose min-w-0">
      <Markdown text={value} />
    </div>
  );
});

const inServer = typeof document === "undefined";

/** The server's way out where a rendering couldn't be made. */
const plain = (text: string) => `<p>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</p>`;
