/** What the script does: an attribute of the document says so for as long as an input method composes. */
const WATCH = `{const{dataset:d}=document.documentElement;addEventListener("compositionstart",()=>{d.composing=""},!0);addEventListener("compositionend",()=>{delete d.composing},!0)}`;

/**
 * Watches for input methods from the first paint on: nothing tells afterwards that one has begun to compose, and
 * a field that is taken away meanwhile loses the word.
 */
export function CompositionWatch({ nonce }: { nonce: string | undefined }) {
  return (
    <script
      nonce={nonce}
      suppressHydrationWarning
      dangerouslySetInnerHTML={{ __html: import.meta.env.SSR ? WATCH : "" }}
    />
  );
}
