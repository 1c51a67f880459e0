import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

/** Within this many pixels of the end, the view follows new content. */
const FOLLOW_DISTANCE = 48;

/** Whether a reversed scroller is at its end. The browser keeps it there by itself. */
export const isFollowing = (view: Element) => view.scrollTop > -FOLLOW_DISTANCE;

interface Anchor {
  element: Element;
  /** Pixels below the scroller's upper edge, measured when its scroll position was `scrollTop`. */
  top: number;
  scrollTop: number;
}

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

const topIn = (view: HTMLElement, element: Element) =>
  element.getBoundingClientRect().top - view.getBoundingClientRect().top;

/** The first item that is visible, at least in part. */
function anchorIn(view: HTMLElement): Anchor | undefined {
  for (const element of view.querySelectorAll("[data-item]")) {
    const top = topIn(view, element);
    if (top + element.clientHeight > 0) return { element, top, scrollTop: view.scrollTop };
  }
  return undefined;
}
