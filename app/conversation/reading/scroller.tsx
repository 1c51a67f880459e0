import { ArrowDown } from "lucide-react";
import {
  type ReactNode,
  type RefObject,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { Link, useLocation, useNavigate } from "react-router";
import type { Side } from "../client/items-window.ts";
import type { ReadingPlace } from "../memory/places.ts";
import { topIn } from "./anchor.ts";
import { useReadingPlace } from "./use-reading-place.ts";
import { useSteadyView } from "./use-steady-view.ts";

interface ScrollerProps {
  scroller: RefObject<HTMLDivElement | null>;
  /** The place to begin at; undefined for the end. */
  place: ReadingPlace | undefined;
  /** The ids of the first and the last item; changes when the window does. */
  edges: string;
  /** Whether an item is in the page's data, but not yet on the screen. */
  isComing(id: string): boolean;
  hasEarlier: boolean;
  hasLater: boolean;
  isLoading: boolean;
  load(side: Side): Promise<boolean>;
  /** Id of the message that the URL points to. */
  target: string | null;
  /** The URL asks for an older window, so the newest messages have another URL. */
  isEarlierWindow: boolean;
  /** The number of messages that were sent here. Each one comes into view. */
  sends: number;
  onReadingBack(isReadingBack: boolean): void;
  children: ReactNode;
}

/**
 * The scroll container of a conversation. It is a reversed column (`flex-col-reverse`), so the newest message
 * is in view without a script and stays in view while it grows.
 */
export function Scroller({
  scroller,
  place,
  edges,
  isComing,
  load,
  target,
  isEarlierWindow,
  sends,
  onReadingBack,
  children,
  ...ends
}: ScrollerProps) {
  const content = useRef<HTMLDivElement>(null);
  const isHydrated = useHydrated();
  const isReadingBack = useReadingPlace(scroller, { ...ends, load, isReadingBack: place !== undefined });
  useReturnTo(scroller, place);
  useSteadyView(scroller, content, { isEnd: !ends.hasLater, edges });
  useEffect(() => onReadingBack(isReadingBack), [isReadingBack, onReadingBack]);
  usePermalink(target, { isReturn: place !== undefined, isComing });
  // After `useSteadyView` has kept the view in place for the added message.
  useEffect(() => {
    if (sends > 0) scroller.current?.scrollTo({ top: 0, behavior: "instant" });
  }, [scroller, sends]);

  const scrollToEnd = async () => {
    if (ends.hasLater && !(await load("newest"))) return;
    const isInstant = ends.hasLater || matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroller.current?.scrollTo({ top: 0, behavior: isInstant ? "instant" : "smooth" });
  };
  useHomeAndEnd(scroller, scrollToEnd);
  const linkStyle = "button rounded-full bg-raised shadow-(--shadow-composer) hover:bg-raised";
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        className="conversation flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain"
        // After hydration, useSteadyView does the anchoring.
        style={isHydrated ? { overflowAnchor: "none" } : undefined}
        role="region"
        aria-label="Conversation"
        tabIndex={-1}
      >
        <div ref={content} className="mx-auto flex min-h-full w-full flex-none flex-col">
          {children}
        </div>
      </div>
      {isReadingBack && (
        <div
          // At the end of the window, above the link to later messages.
          className={`pointer-events-none absolute inset-x-0 flex justify-center *:pointer-events-auto ${ends.hasLater ? "bottom-20" : "bottom-3"}`}
        >
          {isEarlierWindow ? (
            <Link className={linkStyle} to="?">
              <ArrowDown size={16} aria-hidden />
              Newest messages
            </Link>
          ) : (
            <button type="button" className={linkStyle} onClick={scrollToEnd}>
              <ArrowDown size={16} aria-hidden />
              Newest messages
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** Begins at a place, before the first paint. */
function useReturnTo(scroller: RefObject<HTMLElement | null>, place: ReadingPlace | undefined): void {
  const [first] = useState(place);
  useLayoutEffect(() => {
    const view = scroller.current;
    const item = first && document.getElementById(first.itemId);
    if (view && item) view.scrollBy({ top: topIn(view, item) - first.top, behavior: "instant" });
  }, [scroller, first]);
}

/**
 * Scrolls to the message that the URL points to. A bare `#msg_…` may name a message before the window; then
 * the page navigates to the window around it. Not at first when the user returns to another place.
 */
function usePermalink(
  target: string | null,
  { isReturn, isComing }: { isReturn: boolean; isComing(id: string): boolean },
): void {
  const isDone = useRef(isReturn);
  const { hash } = useLocation();
  const navigate = useNavigate();
  const named = /^#([a-z]+_[\w-]+)$/.exec(hash)?.[1];
  // The address of another version is there before its messages are.
  const isAwaited = named !== undefined && isComing(named);
  useEffect(() => {
    if (isAwaited) return;
    if (isDone.current) {
      isDone.current = false;
      return;
    }
    const id = target ?? named;
    if (!id) return;
    const element = document.getElementById(id);
    // What is in view stays where it is, unless the page was opened at the message.
    if (element && !target && isTopVisible(element)) return;
    if (element) element.scrollIntoView({ block: "center" });
    else if (named && !target) void navigate(`?at=${named}#${named}`, { replace: true });
  }, [target, named, isAwaited, navigate]);
}

function isTopVisible(element: Element): boolean {
  const { top } = element.getBoundingClientRect();
  const view = element.closest(".conversation")?.getBoundingClientRect();
  return view !== undefined && top >= view.top && top < view.bottom - 48;
}

/**
 * Home and End scroll all the way, without animation. A smooth scroll would be interrupted by the items that
 * are loaded and laid out along the way.
 */
function useHomeAndEnd(scroller: RefObject<HTMLElement | null>, toEnd: () => Promise<void>): void {
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
