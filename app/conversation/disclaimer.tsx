/** What both views say beneath the composer. */
export const DISCLAIMER = "The assistant can make mistakes. Check what matters.";

/** The instant view's; ChatKit draws its own in the same place. */
export function Disclaimer() {
  return <p className="flex-none px-4 pb-2 text-center text-xs text-muted">{DISCLAIMER}</p>;
}
