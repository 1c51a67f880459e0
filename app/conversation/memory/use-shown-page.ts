import { useEffect } from "react";
import { useLocation } from "react-router";
import type { ChatPage } from "#app/chat/chat-page.ts";
import { pathOf } from "#app/shell/new-conversation.ts";
import { pages } from "./load-page.ts";

/** Keeps the page on the screen for the way back to it. */
export function useShownPage(page: ChatPage): void {
  const { pathname, search } = useLocation();
  useEffect(() => {
    const { threadId } = page.conversation;
    // Right after a new conversation got its address, the data is still the empty page's.
    if (threadId !== null && pathname === pathOf(threadId)) pages.shown(pathname + search, page);
  }, [page, pathname, search]);
}
