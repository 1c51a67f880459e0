/** Within this many pixels of the end, the view follows new content. */
const FOLLOW_DISTANCE = 48;

/** Whether a reversed scroller is at its end. The browser keeps it there by itself. */
export const isFollowing = (view: Element) => view.scrollTop > -FOLLOW_DISTANCE;

export interface Anchor {
  element: Element;
  /** Pixels below the scroller's upper edge, measured when its scroll position was `scrollTop`. */
  top: number;
  scrollTop: number;
}

/** Pixels from the scroller's upper edge to the element's. */
export const topIn = (view: HTMLElement, element: Element): number =>
  element.getBoundingClientRect().top - view.getBoundingClientRect().top;

/** The first item that is visible, at least in part. */
export function anchorIn(view: HTMLElement): Anchor | undefined {
  for (const element of view.querySelectorAll("[data-item]")) {
    const top = topIn(view, element);
    if (top + element.clientHeight > 0) return { element, top, scrollTop: view.scrollTop };
  }
  return undefined;
}
