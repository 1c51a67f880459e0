import { useEffect, useEffectEvent, type RefObject } from "react";

/**
 * Home and End go all the way at once. The browser's own smooth way would be crossed by what is fetched and
 * laid out along it, and stop there.
 */
export function useHomeAndEnd(scroller: RefObject<HTMLElement | null>, toEnd: () => Promise<void>): void {
  const goToEnd = useEffectEvent(toEnd);
  useEffect(() => {
    const view = scroller.current;
    const onKey = (event: KeyboardEvent) => {
      if (event.target !== view || (event.key !== "Home" && event.key !== "End")) return;
      event.preventDefault();
      if (event.key === "End") void goToEnd();
      else view?.scrollTo({ top: -view.scrollHeight, behavior: "instant" });
    };
    view?.addEventListener("keydown", onKey);
    return () => view?.removeEventListener("keydown", onKey);
  }, [scroller]);
}
