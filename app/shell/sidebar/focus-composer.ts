import { useEffect } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";

/** Focuses the visible composer: ChatKit's while it is in charge, or the instant view's. */
export function focusComposer(): void {
  const chatkit = document.querySelector('[data-stage="chatkit"] openai-chatkit');
  if (chatkit && "focusComposer" in chatkit && typeof chatkit.focusComposer === "function") {
    chatkit.focusComposer();
  } else document.querySelector<HTMLElement>('main textarea[name="text"]')?.focus();
}

/**
 * Focuses the composer when the user navigates to a new chat. Not on touch devices, where the on-screen
 * keyboard would cover the page, and not after a page load or a history navigation.
 */
export function useNewChatFocus(): void {
  const location = useLocation();
  const isNewNavigation = useNavigationType() !== NavigationType.Pop;
  useEffect(() => {
    if (location.pathname !== "/chat" || !isNewNavigation || !matchMedia("(pointer: fine)").matches) return;
    // In the next frame: the views handle the new conversation first, and that may change which of them has
    // the composer.
    const frame = requestAnimationFrame(focusComposer);
    return () => cancelAnimationFrame(frame);
  }, [location, isNewNavigation]);
}
