import type { ChatPage } from "#app/chat/chat-page.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { whenChanged } from "#app/shell/own-changes.ts";
import { isShown } from "#app/shell/unreachable.ts";
import { createPageMemory } from "./pages.ts";
import { forgetWindows } from "./places.ts";

/** The pages of this document. */
export const pages = createPageMemory(() => performance.now());

interface Loading {
  page: Promise<ChatPage | undefined>;
  /** The user has only begun to open it. */
  isAhead: boolean;
  /** What was changed since it began, it may not contain. */
  isOutdated: boolean;
}

/** When the data were asked for, by the page's clock. */
const asked = new WeakMap<ConversationData, number>();

/** Whether the data were asked for before a time of `performance.now()`, so that they may lack what happened until then. */
export const isAskedBefore = (data: ConversationData, time: number): boolean =>
  (asked.get(data) ?? time) < time;

/** Pages on their way, by path and query. */
const loadings = new Map<string, Loading>();
/** At most so many pages are loaded ahead at once. */
const MAX_AHEAD = 2;

/** Forgets what may be outdated by a change in a conversation, or in any. */
export function forgetPages(threadId?: string): void {
  pages.forget(threadId);
  forgetWindows(threadId);
  for (const loading of loadings.values()) loading.isOutdated = true;
}

whenChanged(() => forgetPages());

/**
 * A page's data for the router: from memory when the user opens another page than the one on the screen, else from the
 * server. What the router does with errors and redirects is left to it, by `serverLoader`.
 */
export async function loadPage(request: Request, serverLoader: () => Promise<ChatPage>): Promise<ChatPage> {
  const { pathname, search } = new URL(request.url);
  const path = pathname + search;
  if (pathname === "/chat") return serverLoader();
  if (!isShown(path)) {
    const kept = pages.find(path);
    if (kept) return kept.isFresh ? kept.page : { ...kept.page, isStale: true };
    const ahead = loadings.get(path);
    const page = ahead && (await ahead.page);
    if (page && !ahead.isOutdated) return page;
  }
  return (await load(path, request.signal)) ?? fromRouter(serverLoader);
}

async function fromRouter(serverLoader: () => Promise<ChatPage>): Promise<ChatPage> {
  const askedAt = performance.now();
  const page = await serverLoader();
  asked.set(page.conversation, askedAt);
  return page;
}

/**
 * Loads a page that the user is about to open.
 *
 * @returns what is known of it; undefined for the page on the screen, and where the server doesn't answer with it
 */
export async function loadAhead(path: string): Promise<ChatPage | undefined> {
  if (isShown(path)) return undefined;
  const kept = pages.find(path);
  if (kept?.isFresh || !navigator.onLine) return kept?.page;
  const loading = loadings.get(path);
  if (loading) return loading.page;
  return loadings.size < MAX_AHEAD ? load(path) : undefined;
}

/** @returns undefined when the server didn't answer with the page */
async function load(path: string, signal?: AbortSignal): Promise<ChatPage | undefined> {
  const loading: Loading = {
    page: Promise.resolve(undefined),
    isAhead: signal === undefined,
    isOutdated: false,
  };
  loading.page = fetchPage(path, loading, signal).catch(() => undefined);
  loadings.set(path, loading);
  const page = await loading.page;
  if (loadings.get(path) === loading) loadings.delete(path);
  return page;
}

async function fetchPage(
  path: string,
  loading: Loading,
  signal: AbortSignal | undefined,
): Promise<ChatPage | undefined> {
  const [pathname = "", search = ""] = path.split(/(?=\?)/);
  const tag = pages.tagOf(path);
  const askedAt = performance.now();
  const response = await fetch(`${pathname}/data${search}`, {
    headers: tag ? { "if-none-match": tag } : {},
    // A redirect leads to the sign-in page, which is for the router.
    redirect: "manual",
    ...(signal && { signal }),
  });
  if (response.status === 304) {
    const page = loading.isOutdated ? undefined : pages.confirm(path, loading.isAhead);
    return page ?? fetchPage(path, loading, signal);
  }
  if (!response.ok) return undefined;
  const page: ChatPage = await response.json();
  asked.set(page.conversation, askedAt);
  if (!loading.isOutdated) {
    pages.keep(path, page, { tag: response.headers.get("etag"), isAhead: loading.isAhead });
  }
  return page;
}
