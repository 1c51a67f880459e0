import type { ChatPage } from "#app/chat/chat-page.ts";

/** How many pages are kept; the one that wasn't used for the longest time goes first. */
const SIZE = 12;
/** In milliseconds. A page that was loaded ahead counts as fresh for so long. */
const FRESH_MS = 5_000;
/** Older pages are not shown any more. */
const KEPT_MS = 10 * 60_000;

interface KeptPage {
  page: ChatPage;
  /** The server's tag of it; null for a page that came with the document. */
  tag: string | null;
  loadedAt: number;
  /** It was loaded for a page that the user has only begun to open. */
  isAhead: boolean;
}

/** A conversation in a list, as far as it tells whether a page of it is outdated. */
export interface ListedConversation {
  id: string;
  updatedAt: string;
  /** An answer is being generated. */
  active: boolean;
}

/** Conversation pages in the browser's memory, by path and query. It ends with the document. */
export interface PageMemory {
  /** `isAhead`: the user hasn't opened it yet. */
  keep(path: string, page: ChatPage, kept: { tag: string | null; isAhead: boolean }): void;
  /** The page is on the screen. */
  shown(path: string, page: ChatPage): void;
  find(path: string): { page: ChatPage; isFresh: boolean } | undefined;
  tagOf(path: string): string | null;
  /** The server has confirmed that the page is unchanged. */
  confirm(path: string, isAhead: boolean): ChatPage | undefined;
  /** Forgets the pages of a conversation, or all. */
  forget(threadId?: string): void;
  /** Forgets the pages that are older than what a list says. */
  compare(listed: readonly ListedConversation[]): void;
}

export function createPageMemory(now: () => number): PageMemory {
  const pages = new Map<string, KeptPage>();
  let viewerId: string | undefined;

  function put(path: string, kept: KeptPage): void {
    // Another account signed in: the other one's pages are nobody's here.
    if (viewerId !== kept.page.viewerId) pages.clear();
    viewerId = kept.page.viewerId;
    pages.delete(path);
    // A running answer is shown by following it, which needs the server's latest state.
    if (kept.page.conversation.run !== null || kept.page.conversation.threadId === null) return;
    pages.set(path, kept);
    const [oldest] = pages.keys();
    if (pages.size > SIZE && oldest !== undefined) pages.delete(oldest);
  }

  return {
    keep: (path, page, { tag, isAhead }) => put(path, { page, tag, loadedAt: now(), isAhead }),
    shown(path, page) {
      const known = pages.get(path);
      const { isStale: _isStale, ...kept } = page;
      const isKnown = known?.page.conversation.loadedAt === page.conversation.loadedAt;
      const base = isKnown ? known : { page: kept, tag: null, loadedAt: now() };
      put(path, { ...base, isAhead: false });
    },
    // What happened to a page since it was on the screen is unknown, so it has to be checked.
    find(path) {
      const kept = pages.get(path);
      if (!kept) return undefined;
      const age = now() - kept.loadedAt;
      if (age > KEPT_MS || kept.page.chatkit.expiresAt < Date.now()) {
        pages.delete(path);
        return undefined;
      }
      return { page: kept.page, isFresh: kept.isAhead && age < FRESH_MS };
    },
    tagOf: (path) => pages.get(path)?.tag ?? null,
    confirm(path, isAhead) {
      const kept = pages.get(path);
      if (!kept) return undefined;
      put(path, { ...kept, loadedAt: now(), isAhead });
      return kept.page;
    },
    forget(threadId) {
      for (const [path, { page }] of pages) {
        if (threadId === undefined || page.conversation.threadId === threadId) pages.delete(path);
      }
    },
    compare(listed) {
      const byId = new Map(listed.map((conversation) => [conversation.id, conversation]));
      for (const [path, { page }] of pages) {
        const { threadId, updatedAt } = page.conversation;
        const other = byId.get(threadId ?? "");
        if (other && (other.active || other.updatedAt !== updatedAt)) pages.delete(path);
      }
    },
  };
}
