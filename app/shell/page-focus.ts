import { useEffect, useRef } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";
import { announce } from "#app/ui/announce.ts";
import { isFocusLost } from "#app/ui/focus.ts";

/** Focuses the visible composer: ChatKit's while it is in charge, or the instant view's. */
function focusComposer(): void {
  const chatkit = document.querySelector('[data-stage="chatkit"] openai-chatkit');
  if (chatkit && "focusComposer" in chatkit && typeof chatkit.focusComposer === "function") {
    chatkit.focusComposer();
  } else document.querySelector<HTMLElement>('main textarea[name="text"]')?.focus({ preventScroll: true });
}

const isConversation = (pathname: string) => /^\/chat(\/|$)/.test(pathname);

/** False on touch devices, where the on-screen keyboard would cover the page. */
const hasKeyboard = () => matchMedia("(pointer: fine)").matches;

/**
 * Moves the focus after a client navigation: to the composer of a conversation, or to the page's heading. A
 * conversation focuses its composer when it is loaded, too.
 */
export function usePageFocus(): void {
  const { pathname, hash, key } = useLocation();
  const navigationType = useNavigationType();
  const shown = useRef<{ pathname: string; key: string }>(undefined);
  useEffect(() => {
    const before = shown.current;
    if (before?.key === key) return;
    const note = () => {
      shown.current = { pathname, key };
    };
    const isSamePage = before?.pathname === pathname;
    const isNewChat = pathname === "/chat" && navigationType !== NavigationType.Pop;
    // A new conversation that only gets its id replaces the URL.
    const isNamed = before && !isSamePage && navigationType === NavigationType.Replace;
    if ((isSamePage && !isNewChat) || isNamed) return note();
    const movesToComposer = isConversation(pathname) && hasKeyboard();
    // In the next frame: the views handle the new conversation first, and that may change which of them has
    // the composer.
    const frame = requestAnimationFrame(() => {
      note();
      if (!before) {
        if (movesToComposer && hash === "" && isFocusLost()) focusComposer();
        return;
      }
      if (movesToComposer) focusComposer();
      else focusHeading();
      // The composer's name says nothing about the page.
      if (movesToComposer) announce(document.title);
    });
    return () => cancelAnimationFrame(frame);
  }, [pathname, hash, key, navigationType]);
}

function focusHeading(): void {
  const heading = document.querySelector("h1");
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

/** Elements that handle their own keys. */
const OWN_KEYS = "input, textarea, select, [contenteditable], dialog, [popover]:popover-open, openai-chatkit";

/** Sends printable keys that are typed outside of fields to the composer, so that no beginning is lost. */
export function useTypingInComposer(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof Element && target.closest(OWN_KEYS)) return;
      // The space key presses buttons and scrolls. `Dead` is an accent that waits for its letter.
      const isPrintable = (key.length === 1 && key !== " ") || key === "Dead";
      if (isPrintable && isConversation(location.pathname)) focusComposer();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}
