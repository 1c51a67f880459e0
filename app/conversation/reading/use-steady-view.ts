import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

/** This close to the end (in pixels) somebody follows what is being said. */
const FOLLOWING = 48;

interface Anchor {
  element: Element;
  /** Whose place counts: of a message that is cut off above, its end, so that it may grow out of sight. */
  edge: "top" | "bottom";
  /** Pixels from the scroller's upper edge. */
  at: number;
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
      anchor = isEnd && view.scrollTop > -FOLLOWING ? undefined : anchorIn(view);
    };
    const correct = () => {
      if (anchor?.element.isConnected) {
        const moved = placeIn(view, anchor.element, anchor.edge) - anchor.at;
        if (Math.abs(moved) >= 1) view.scrollTop += moved;
      }
      remember();
    };
    settle.current = correct;
    const observer = new ResizeObserver(correct);
    observer.observe(inner);
    remember();
    view.addEventListener("scroll", remember, { passive: true });
    return () => {
      observer.disconnect();
      view.removeEventListener("scroll", remember);
    };
  }, [scroller, content, isEnd]);

  // What left at one end may be as high as what came at the other: then nothing was resized.
  const settledFor = useRef(edges);
  useLayoutEffect(() => {
    if (settledFor.current !== edges) settle.current?.();
    settledFor.current = edges;
  }, [edges]);
}

const placeIn = (view: HTMLElement, element: Element, edge: "top" | "bottom") =>
  element.getBoundingClientRect()[edge] - view.getBoundingClientRect().top;

/** The first message that shows. */
function anchorIn(view: HTMLElement): Anchor | undefined {
  for (const element of view.querySelectorAll("[data-item]")) {
    const top = placeIn(view, element, "top");
    const bottom = placeIn(view, element, "bottom");
    if (bottom <= 0) continue;
    // One that fills the view and more is read from above: it may be growing.
    const isCutOff = top < 0 && bottom <= view.clientHeight;
    return isCutOff ? { element, edge: "bottom", at: bottom } : { element, edge: "top", at: top };
  }
  return undefined;
}
