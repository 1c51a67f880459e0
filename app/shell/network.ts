import { useEffect, useSyncExternalStore } from "react";
import { useBlocker } from "react-router";
import { isNaming } from "./new-conversation.ts";

/** `refused`: it is offline, and somebody wanted a page that is not here. */
export type Network = "online" | "offline" | "refused";

let hasRefused = false;
const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  const back = () => {
    hasRefused = false;
    onChange();
  };
  listeners.add(onChange);
  addEventListener("online", back);
  addEventListener("offline", onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener("online", back);
    removeEventListener("offline", onChange);
  };
}

const now = (): Network => (navigator.onLine ? "online" : hasRefused ? "refused" : "offline");

export function useNetwork(): Network {
  return useSyncExternalStore(subscribe, now, () => "online" as const);
}

function refuse(): void {
  hasRefused = true;
  // On a phone the sheet with the link would cover what is said.
  document.getElementById("sidebar")?.hidePopover();
  for (const listener of listeners) listener();
}

/**
 * Without a network another page can't come, and the browser would put its own error page in the place of
 * this one and all that is written in it. So the page stays, and the banner says why.
 */
export function useStayWhileOffline(): void {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    if (navigator.onLine) return false;
    const isHere = nextLocation.pathname + nextLocation.search;
    const isPlace = nextLocation.hash !== "" && isHere === currentLocation.pathname + currentLocation.search;
    return !isPlace && !isNaming(nextLocation.pathname);
  });
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    refuse();
    blocker.reset();
  }, [blocker]);

  // What isn't the router's: links in answers, and forms whose answer is a new document. Whatever the page's
  // own script takes on has been prevented by now.
  useEffect(() => {
    const stay = (event: Event) => {
      event.preventDefault();
      refuse();
    };
    const click = (event: MouseEvent) => {
      if (navigator.onLine || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link?.href || link.hasAttribute("download") || !["", "_self"].includes(link.target)) return;
      const { origin, pathname, search, hash } = new URL(link.href);
      const isPlace = hash !== "" && pathname + search === location.pathname + location.search;
      if (origin === location.origin && !isPlace) stay(event);
    };
    const submit = (event: SubmitEvent) => {
      if (navigator.onLine || event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
      if (event.target.getAttribute("method") !== "dialog") stay(event);
    };
    addEventListener("click", click);
    addEventListener("submit", submit);
    return () => {
      removeEventListener("click", click);
      removeEventListener("submit", submit);
    };
  }, []);
}
