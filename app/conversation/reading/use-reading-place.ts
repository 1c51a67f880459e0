import { useEffect, useRef, useState, type RefObject } from "react";
import type { Side } from "../client/items-window.ts";

/** What is next is fetched this many pixels before it is needed. */
const AHEAD = 800;
/** Further from the end than this, somebody reads back. */
const AWAY = 240;

interface ReadingPlaceOptions {
  hasEarlier: boolean;
  hasLater: boolean;
  isLoading: boolean;
  load(side: Side): Promise<boolean>;
}

/**
 * Fetches what is next as somebody scrolls towards it.
 *
 * @returns whether they have left the conversation's end
 */
export function useReadingPlace(
  scroller: RefObject<HTMLElement | null>,
  { hasEarlier, hasLater, isLoading, load }: ReadingPlaceOptions,
): boolean {
  const [isAway, setAway] = useState(false);
  const wasLoading = useRef(isLoading);
  useEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const look = () => {
      // Reversed: 0 is the end, and further up is negative.
      const below = -view.scrollTop;
      const above = view.scrollHeight - view.clientHeight - below;
      setAway(below > AWAY);
      if (isLoading) return;
      if (hasEarlier && above < AHEAD) void load("earlier");
      else if (hasLater && below < AHEAD) void load("later");
    };
    view.addEventListener("scroll", look, { passive: true });
    // What has come may not be enough where somebody has scrolled on meanwhile.
    const hasLoaded = wasLoading.current && !isLoading;
    wasLoading.current = isLoading;
    const frame = hasLoaded ? requestAnimationFrame(look) : 0;
    return () => {
      cancelAnimationFrame(frame);
      view.removeEventListener("scroll", look);
    };
  }, [scroller, hasEarlier, hasLater, isLoading, load]);
  return isAway || hasLater;
}
