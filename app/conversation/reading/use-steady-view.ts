import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

/** This close to the end (in pixels) somebody follows what is being said. */
const FOLLOWING = 48;

/** Whether a (reversed) scroller is at its end, which it keeps to by itself. */
export const isFollowing = (view: Element) => view.scrollTop > -FOLLOWING;

interface Anchor {
  element: Element;
  /** Pixels from the scroller's upper edge, when it was scrolled to `scrollTop`. */
  top: number;
  scrollTop: number;
}

/**
 * Keeps what is being read in its place while the conversation changes around it: messages come and go at
 * either end, an answer grows, a picture gets its size. The scroller is reversed, so it follows its end by
 * itself; away from it, the message at the upper edge stays where it is. (The browser's own scroll anchoring
 * doesn't exist everywhere, and the two would both correct.)
 */
export function useSteadyView(
  scroller: RefObject<HTMLElement | null>,
  content: RefObject<HTMLElement | null>,
  /** `isEnd`: the scroller's end is the conversation's. `edges`: names the first and the last item in it. */
  { isEnd, edges }: { isEnd: boolean; edges: string },
): void {
  const settle = useRef<() => void>(undefined);
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
        // What somebody has scrolled since is no shift; a scroll event may come after both.
        const scrolled = view.scrollTop - anchor.scrollTop;
        const shift = topIn(view, anchor.element) - (anchor.top - scrolled);
        if (Math.abs(shift) >= 1) view.scrollTop += shift;
      }
      remember();
    };
    settle.current = correct;
    const observer = new ResizeObserver(correct);
    observer.observe(inner);
    remember();
    view.addEventListener("scroll", correct, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", correct);
    };
  }, [scroller, content, isEnd]);

  // What left at one end may be as high as what came at the other: then nothing was resized.
  const settledFor = useRef(edges);
  useLayoutEffect(() => {
    if (settledFor.current !== edges) settle.current?.();
    settledFor.current = edges;
  }, [edges]);
}

const topIn = (view: HTMLElement, element: Element) =>
  element.getBoundingClientRect().top - view.getBoundingClientRect().top;

/** The first message that shows. */
function anchorIn(view: HTMLElement): Anchor | undefined {
  for (const element of view.querySelectorAll("[data-item]")) {
    const top = topIn(view, element);
    if (top + element.clientHeight > 0) return { element, top, scrollTop: view.scrollTop };
  }
  return undefined;
}
