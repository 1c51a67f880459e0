import { useEffect, useSyncExternalStore } from "react";
import { useBlocker } from "react-router";
import { naming } from "./new-conversation.ts";

/** `refused`: offline, and a navigation was blocked. */
export type Network = "online" | "offline" | "refused";

let hasRefused = false;
const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  const onOnline = () => {
    hasRefused = false;
    onChange();
  };
  listeners.add(onChange);
  addEventListener("online", onOnline);
  addEventListener("offline", onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener("online", onOnline);
    removeEventListener("offline", onChange);
  };
}

const currentNetwork = (): Network => (navigator.onLine ? "online" : hasRefused ? "refused" : "offline");

export function useNetwork(): Network {
  return useSyncExternalStore(subscribe, currentNetwork, () => "online" as const);
}

function reportBlocked(): void {
  hasRefused = true;
  // On a phone, the sidebar sheet would cover the banner.
  document.getElementById("sidebar")?.hidePopover();
  for (const listener of listeners) listener();
}

/**
 * Blocks navigations while offline. They would fail, and the browser would replace this page, and the draft
 * in it, with its own error page. The page stays, and the banner gives the reason.
 */
export function useStayWhileOffline(): void {
  const blocker = useBlocker(({ currentLocation, nextLocation }) => {
    if (navigator.onLine) return false;
    const nextPath = nextLocation.pathname + nextLocation.search;
    const isSamePageAnchor =
      nextLocation.hash !== "" && nextPath === currentLocation.pathname + currentLocation.search;
    return !isSamePageAnchor && !naming.isUnderWay(nextLocation.pathname);
  });
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    reportBlocked();
    blocker.reset();
  }, [blocker]);

  // Links in answers and forms that load a new document don't go through the router. Events that the page's
  // own script handles have had `preventDefault` called by now.
  useEffect(() => {
    const block = (event: Event) => {
      event.preventDefault();
      reportBlocked();
    };
    const click = (event: MouseEvent) => {
      if (navigator.onLine || event.defaultPrevented || event.button !== 0) return;
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link?.href || link.hasAttribute("download") || !["", "_self"].includes(link.target)) return;
      const { origin, pathname, search, hash } = new URL(link.href);
      const isSamePageAnchor = hash !== "" && pathname + search === location.pathname + location.search;
      if (origin === location.origin && !isSamePageAnchor) block(event);
    };
    const submit = (event: SubmitEvent) => {
      if (navigator.onLine || event.defaultPrevented || !(event.target instanceof HTMLFormElement)) return;
      if (event.target.getAttribute("method") !== "dialog") block(event);
    };
    addEventListener("click", click);
    addEventListener("submit", submit);
    return () => {
      removeEventListener("click", click);
      removeEventListener("submit", submit);
    };
  }, []);
}
