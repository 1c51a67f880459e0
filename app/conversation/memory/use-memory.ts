import { useEffect, useEffectEvent, useRef } from "react";
import { useLocation, useRevalidator, type ShouldRevalidateFunctionArgs } from "react-router";
import { naming } from "#app/shell/new-conversation.ts";
import { tellOtherTabs, useOtherTabs } from "#app/shell/tabs.ts";
import { forgetPages, pages } from "./load-page.ts";
import type { ListedConversation } from "./pages.ts";

/** From one conversation to the next, the lists of the sidebar stay as they are for so long, in milliseconds. */
const LISTS_MS = 15_000;

const isConversation = ({ pathname }: { pathname: string }) => pathname.startsWith("/chat/");

/**
 * Whether a navigation loads the sidebar's data: not when it only leads from one conversation to another. Those lists
 * would be all that such a navigation waits for; `useMemory` loads them afterwards.
 */
export function wantsLists(args: ShouldRevalidateFunctionArgs): boolean {
  const { currentUrl, nextUrl, formMethod, defaultShouldRevalidate } = args;
  const isMove = currentUrl.pathname !== nextUrl.pathname && formMethod === undefined;
  const isBetweenTwo = isConversation(currentUrl) && isConversation(nextUrl);
  if (isMove && isBetweenTwo && !naming.isUnderWay(nextUrl.pathname)) return false;
  return defaultShouldRevalidate;
}

/**
 * Keeps the memory of conversation pages true: compares it with the sidebar's lists, and forgets it when another tab or a
 * sign-out changes something. After a move to a page from memory, what is shown is loaded again.
 */
export function useMemory(lists: readonly ListedConversation[], isStale: boolean): void {
  const { key, pathname } = useLocation();
  const revalidator = useRevalidator();
  const loadedAt = useRef(0);
  useEffect(() => {
    loadedAt.current = performance.now();
    pages.compare(lists);
  }, [lists]);
  const check = useEffectEvent(() => {
    const isOld = isConversation({ pathname }) && performance.now() - loadedAt.current > LISTS_MS;
    if (isStale || isOld) void revalidator.revalidate();
  });
  // oxlint-disable-next-line react/exhaustive-effect-dependencies -- after each move, and when the page on it is stale
  useEffect(() => check(), [key, isStale]);
  useOtherTabs(() => forgetPages());
  useEffect(() => {
    const forget = ({ target }: Event) => {
      if (target instanceof HTMLFormElement && target.getAttribute("action") === "/sign-out") tellOtherTabs();
    };
    document.addEventListener("submit", forget);
    return () => document.removeEventListener("submit", forget);
  }, []);
}
