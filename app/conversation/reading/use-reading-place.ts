import { useEffect, useRef, useState, type RefObject } from "react";
import type { Side } from "../client/items-window.ts";

/** Items are loaded when the user is this many pixels from the edge of the window. */
const LOAD_AHEAD = 800;
/** The user counts as reading back beyond this many pixels from the end. */
const READING_BACK = 240;

interface ReadingPlaceOptions {
  hasEarlier: boolean;
  hasLater: boolean;
  isLoading: boolean;
  load(side: Side): Promise<boolean>;
  /** The view begins away from the conversation's end. */
  isReadingBack: boolean;
}

/**
 * Loads earlier or later items as the user scrolls towards them.
 *
 * @returns whether the user has scrolled away from the conversation's end
 */
export function useReadingPlace(
  scroller: RefObject<HTMLElement | null>,
  { hasEarlier, hasLater, isLoading, load, isReadingBack: isReadingBackAtFirst }: ReadingPlaceOptions,
): boolean {
  const [isReadingBack, setReadingBack] = useState(isReadingBackAtFirst);
  const wasLoading = useRef(isLoading);
  useEffect(() => {
    const view = scroller.current;
    if (!view) return;
    const onScroll = () => {
      // The scroller is reversed: 0 is the end, and values above it are negative.
      const below = -view.scrollTop;
      const above = view.scrollHeight - view.clientHeight - below;
      setReadingBack(below > READING_BACK);
      if (isLoading) return;
      if (hasEarlier && above < LOAD_AHEAD) void load("earlier");
      else if (hasLater && below < LOAD_AHEAD) void load("later");
    };
    view.addEventListener("scroll", onScroll, { passive: true });
    // Check again after loading: the user may have scrolled on towards the next edge meanwhile.
    const hasLoaded = wasLoading.current && !isLoading;
    wasLoading.current = isLoading;
    const frame = hasLoaded ? requestAnimationFrame(onScroll) : 0;
    return () => {
      cancelAnimationFrame(frame);
      view.removeEventListener("scroll", onScroll);
    };
  }, [scroller, hasEarlier, hasLater, isLoading, load]);
  return isReadingBack || hasLater;
}
