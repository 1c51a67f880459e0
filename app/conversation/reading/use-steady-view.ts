import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";
import { anchorIn, isFollowing, topIn, type Anchor } from "./anchor.ts";

/**
 * Keeps the message at the upper edge in place while the conversation changes around it: items are added and
 * removed at both ends, an answer grows, an image gets its size. At its end, the reversed scroller follows
 * the content by itself. (Native scroll anchoring is missing in Safari, so it is switched off: two mechanisms
 * would both correct.)
 */
export function useSteadyView(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  /** `isEnd`: the window ends with the newest item. `edges`: the ids of the first and the last item. */
  { isEnd, edges }: { isEnd: boolean; edges: string },
): void {
  const correctNow = useRef<() => void>(undefined);
  useEffect(() => {
    const view = scroller.current;
    const inner = content.current;
    if (!view || !inner) return;
    let anchor: Anchor | undefined;
    const remember = () => {
      anchor = isEnd && isFollowing(view) ? undefined : anchorIn(view);
    };
    const correct = () => {
      if (anchor?.element.isConnected) {
        // Scrolling since the measurement is not a shift. The scroll event may arrive after the resize that
        // caused this call.
        const scrolled = view.scrollTop - anchor.scrollTop;
        const shift = topIn(view, anchor.element) - (anchor.top - scrolled);
        if (Math.abs(shift) >= 1) view.scrollTop += shift;
      }
      remember();
    };
    correctNow.current = correct;
    const observer = new ResizeObserver(correct);
    observer.observe(inner);
    remember();
    view.addEventListener("scroll", correct, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", correct);
    };
  }, [scroller, content, isEnd]);

  // When the items removed at one end are as high as those added at the other, the size doesn't change and
  // the ResizeObserver doesn't fire.
  const correctedFor = useRef(edges);
  useLayoutEffect(() => {
    if (correctedFor.current !== edges) correctNow.current?.();
    correctedFor.current = edges;
  }, [edges]);
}
