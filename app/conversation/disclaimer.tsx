/** The sentence beneath the composer, in the instant view and in ChatKit. */
export const DISCLAIMER = "The assistant can make mistakes. Check what matters.";

/** The instant view's disclaimer. ChatKit renders its own in the same place. */
export function Disclaimer() {
  return (
    <p className="flex-none px-4 pb-2 text-center text-xs text-muted" data-last>
      {DISCLAIMER}
    </p>
  );
}
