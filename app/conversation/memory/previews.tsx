import { lazy, Suspense, useEffect, useState } from "react";
import { useLocation } from "react-router";

/** Marks links to conversations that have a preview. */
export const PREVIEWED = "a[data-preview]";

const Nothing = () => null;
/** Loaded at the first link that the pointer or the focus comes to. Without it, the links say what they lead to. */
const PreviewCard = lazy(() => import("./preview-card.tsx").catch(() => ({ default: Nothing })));

/** A card about the conversation whose link the pointer rests on, or the focus. Not on touch devices. */
export function Previews() {
  const { key } = useLocation();
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const comesTo = ({ target }: Event) => {
      if (target instanceof Element && target.closest(PREVIEWED)) setWanted(true);
    };
    if (isWanted || !matchMedia("(hover: hover)").matches) return undefined;
    document.addEventListener("pointerover", comesTo, { passive: true });
    document.addEventListener("focusin", comesTo);
    return () => {
      document.removeEventListener("pointerover", comesTo);
      document.removeEventListener("focusin", comesTo);
    };
  }, [isWanted]);
  return isWanted ? (
    <Suspense>
      {/* A move closes the card. */}
      <PreviewCard key={key} />
    </Suspense>
  ) : null;
}
