import { parseCookie } from "cookie";
import { useEffect, useEffectEvent, useMemo } from "react";
import { Outlet, useLocation, useRevalidator, useRouteLoaderData } from "react-router";
import { getDatabase } from "#db/client.ts";
import { type ActivityRow, listRecent } from "#db/queries/conversation-pages.ts";
import { listFolders } from "#db/queries/folders.ts";
import { readDone } from "#app/history/undo.ts";
import { UndoBar } from "#app/shell/undo-bar.tsx";
import { ChatKitProvider } from "#app/conversation/chatkit/chatkit-provider.tsx";
import { useIntent } from "#app/conversation/memory/use-intent.ts";
import { Previews } from "#app/conversation/memory/previews.tsx";
import { useMemory, wantsLists } from "#app/conversation/memory/use-memory.ts";
import { Sidebar } from "#app/shell/sidebar/sidebar.tsx";
import { usePageFocus, useTypingInComposer } from "#app/shell/page-focus.ts";
import { NavigationProgress } from "#app/shell/navigation-progress.tsx";
import { useStayWhileOffline } from "#app/shell/network.ts";
import { useOtherTabs } from "#app/shell/tabs.ts";
import { keepWhileUnreachable, useFreshData } from "#app/shell/unreachable.ts";
import { forViewer } from "#app/auth/viewer-middleware.ts";
import type { Route } from "./+types/shell";

const RECENT = 30;

export async function loader(args: Route.LoaderArgs) {
  return forViewer(args, async ({ userId, name, email, isGuest }) => {
    const { db } = await getDatabase();
    const [recent, folders] = await Promise.all([
      listRecent(db, { userId, limit: RECENT }),
      listFolders(db, userId),
    ]);
    return {
      viewer: { name, email, isGuest },
      hasMore: recent.hasMore,
      conversations: recent.latest.map(toSidebar),
      pinned: recent.pinned.map(toSidebar),
      folders,
      done: readDone(args.request.headers.get("cookie")),
    };
  });
}

const toSidebar = ({ id, title, updatedAt, pinnedAt, archivedAt, folderId, activeRunId }: ActivityRow) => ({
  id,
  title,
  updatedAt: updatedAt.toISOString(),
  isPinned: pinnedAt !== null,
  isArchived: archivedAt !== null,
  folderId,
  active: activeRunId !== null,
});

export const shouldRevalidate = wantsLists;

export const clientMiddleware: Route.ClientMiddlewareFunction[] = [keepWhileUnreachable];

export default function Shell({ loaderData }: Route.ComponentProps) {
  useTimeZoneCookie();
  usePageFocus();
  useTypingInComposer();
  useStayWhileOffline();
  useFreshData();
  useListsOfOtherTabs();
  useReminders();
  useIntent();
  useMemory(useLists(loaderData), useIsStale());
  return (
    <div className="flex min-h-dvh">
      <a
        href="#content"
        className="button sr-only z-50 bg-surface focus:not-sr-only focus:fixed focus:start-2 focus:top-2"
      >
        Skip to content
      </a>
      <NavigationProgress />
      <Sidebar {...loaderData} />
      <div id="content" tabIndex={-1} className="relative flex min-w-0 flex-1 flex-col outline-none">
        <ChatKitProvider>
          <Outlet />
        </ChatKitProvider>
      </div>
      <Previews />
      <UndoBar done={loaderData.done} />
    </div>
  );
}

/** All conversations that the sidebar lists; the same list for the same data. */
const useLists = ({ pinned, conversations }: Route.ComponentProps["loaderData"]) =>
  useMemo(() => [...pinned, ...conversations], [pinned, conversations]);

/** Whether the conversation on the screen is from memory. */
const useIsStale = () => useRouteLoaderData<{ isStale?: boolean }>("routes/chat")?.isStale === true;

/** Reminds of tasks while a tab is open. Only those who have switched that on in this browser load its code. */
function useReminders(): void {
  useEffect(() => {
    if (localStorage.getItem("task-reminders") !== "on") return;
    void import("#app/tasks/exchange/use-reminders.ts").then(
      ({ startReminders }) => startReminders(),
      () => undefined,
    );
  }, []);
}

/**
 * Reloads a page's data when another tab has changed it, for example when the assistant completes a task. Not
 * on a conversation page: it updates itself, and its data must not change during an answer.
 */
function useListsOfOtherTabs(): void {
  const { pathname } = useLocation();
  const revalidator = useRevalidator();
  useOtherTabs(() => {
    if (!pathname.startsWith("/chat")) void revalidator.revalidate();
  });
}

/**
 * Stores the user's time zone in a cookie, for "tomorrow at 5pm" and for dates in pages. A page that was rendered in
 * another zone is loaded again, once. Not a conversation page: its data must not change during an answer.
 */
function useTimeZoneCookie(): void {
  const { pathname } = useLocation();
  const revalidator = useRevalidator();
  const store = useEffectEvent(() => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    const rendered = parseCookie(document.cookie).tz ?? "UTC";
    document.cookie = `tz=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
    if (rendered !== timeZone && !pathname.startsWith("/chat")) void revalidator.revalidate();
  });
  useEffect(() => store(), []);
}
