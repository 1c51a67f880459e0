import { ArrowDown } from "lucide-react";
import { type ReactNode, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { Link, useLocation, useNavigate } from "react-router";
import type { Side } from "../client/items-window.ts";
import { useReadingPlace } from "./use-reading-place.ts";
import { useSteadyView } from "./use-steady-view.ts";

interface ScrollerProps {
  /** Names the first and the last item in it. */
  edges: string;
  hasEarlier: boolean;
  hasLater: boolean;
  isLoading: boolean;
  load(side: Side): Promise<boolean>;
  /** The message that the address points to. */
  target: string | null;
  /** The address is that of an older part, so the way to the end is another address. */
  isEarlierWindow: boolean;
  onAway(isAway: boolean): void;
  children: ReactNode;
}

/**
 * What a conversation scrolls in. It is reversed, so that the newest message is in view without a script
 * and stays so while it grows.
 */
export function Scroller({ edges, load, target, isEarlierWindow, onAway, children, ...ends }: ScrollerProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const isHydrated = useHydrated();
  const isAway = useReadingPlace(scroller, { ...ends, load });
  useSteadyView(scroller, content, { isEnd: !ends.hasLater, edges });
  useEffect(() => onAway(isAway), [isAway, onAway]);
  usePermalink(target);

  const jump = async () => {
    if (ends.hasLater && !(await load("newest"))) return;
    const calm = ends.hasLater || matchMedia("(prefers-reduced-motion: reduce)").matches;
    scroller.current?.scrollTo({ top: 0, behavior: calm ? "instant" : "smooth" });
  };
  useHomeAndEnd(scroller, jump);
  const look = "button rounded-full bg-raised shadow-(--shadow-composer) hover:bg-raised";
  return (
    <div className="relative flex min-h-0 flex-1 flex-col">
      <div
        ref={scroller}
        className="conversation flex min-h-0 flex-1 flex-col-reverse overflow-y-auto overscroll-contain"
        // From here on the page does it: see useSteadyView.
        style={isHydrated ? { overflowAnchor: "none" } : undefined}
        role="region"
        aria-label="Conversation"
        tabIndex={-1}
      >
        <div ref={content} className="mx-auto flex min-h-full w-full flex-none flex-col">
          {children}
        </div>
      </div>
      {isAway && (
        <div className="pointer-events-none absolute inset-x-0 bottom-3 flex justify-center *:pointer-events-auto">
          {isEarlierWindow ? (
            <Link className={look} to="?">
              <ArrowDown size={16} aria-hidden />
              Newest messages
            </Link>
          ) : (
            <button type="button" className={look} onClick={jump}>
              <ArrowDown size={16} aria-hidden />
              Newest messages
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/**
 * Brings the message that the address points to into view. A bare `#msg_…` may name one that is further
 * back than the newest: then the page is opened around it.
 */
function usePermalink(target: string | null): void {
  const { hash } = useLocation();
  const navigate = useNavigate();
  useEffect(() => {
    const named = /^#([a-z]+_[\w-]+)$/.exec(hash)?.[1];
    const id = target ?? named;
    if (!id) return;
    const element = document.getElementById(id);
    if (element) element.scrollIntoView({ block: "center" });
    else if (named && !target) void navigate(`?at=${named}${hash}`, { replace: true });
  }, [target, hash, navigate]);
}

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
