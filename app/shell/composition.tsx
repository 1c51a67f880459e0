import { useRouteLoaderData } from "react-router";

/** What the script does: an attribute of the document says so for as long as an input method composes. */
const WATCH = `{const{dataset:d}=document.documentElement;addEventListener("compositionstart",()=>{d.composing=""},!0);addEventListener("compositionend",()=>{delete d.composing},!0)}`;

/**
 * Watches for input methods from the first paint on: nothing tells afterwards that one has begun to compose, and
 * a field that is taken away meanwhile loses the word.
 */
export function CompositionWatch() {
  const root = useRouteLoaderData<{ nonce?: string }>("root");
  return (
    <script
      nonce={root?.nonce}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: import.meta.env.SSR ? WATCH : "" }}
    />
  );
}

const FIELDS = "input, textarea, [contenteditable]";

/**
 * Whether an input method composes a word in the field that has the focus. A field that goes away meanwhile may take the
 * end of it along.
 */
export const isComposing = (): boolean =>
  document.documentElement.dataset.composing !== undefined &&
  (document.activeElement?.matches(FIELDS) ?? false);
