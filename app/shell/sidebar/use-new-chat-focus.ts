import { useEffect } from "react";
import { NavigationType, useLocation, useNavigationType } from "react-router";
import { focusComposer } from "./focus-composer.ts";

/**
 * Whoever asks for a new chat means to write, wherever they asked. Not where that would bring up a keyboard
 * which covers the page, and not for a page that was loaded or gone back to.
 */
export function useNewChatFocus(): void {
  const location = useLocation();
  const isVisit = useNavigationType() !== NavigationType.Pop;
  useEffect(() => {
    if (location.pathname !== "/chat" || !isVisit || !matchMedia("(pointer: fine)").matches) return;
    // The views are told of the new conversation first: which of them has the composer may change with it.
    const frame = requestAnimationFrame(focusComposer);
    return () => cancelAnimationFrame(frame);
  }, [location, isVisit]);
}
