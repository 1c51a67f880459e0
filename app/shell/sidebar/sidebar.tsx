import { CheckSquare, Clock, Keyboard, LogOut, Search, Settings, SquarePen, UserPlus, X } from "lucide-react";
import { Suspense, useState, type ComponentType, type ReactNode } from "react";
import { Link, NavLink, useLocation } from "react-router";
import { lazyPart } from "#app/ui/lazy-part.tsx";
import { useNewChatLink } from "#app/shell/new-conversation.ts";
import { parsePreferences } from "#app/shell/preferences.ts";
import { useBrand } from "#app/ui/brand.tsx";
import { setSidebar, SidebarToggle } from "#app/shell/sidebar-toggle.tsx";
import { ConversationRow, moveBetweenRows, type SidebarConversation } from "./conversation-row.tsx";
import { FolderList, type SidebarFolder } from "./folder-list.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

const Palette = lazyPart(() => import("../palette/palette.tsx"));
const ShortcutsDialog = lazyPart(() => import("./shortcuts-dialog.tsx"));

interface SidebarProps {
  conversations: SidebarConversation[];
  pinned: SidebarConversation[];
  folders: SidebarFolder[];
  hasMore: boolean;
  viewer: { name: string; email: string | null; isGuest: boolean };
}

/**
 * The conversations, the app's pages and the account: a column on wide screens, a sheet on phones. The sheet
 * is a popover, which opens without a script.
 */
export function Sidebar({ conversations, pinned, folders, hasMore, viewer }: SidebarProps) {
  const { hasTasks } = useBrand();
  const [dialog, setDialog] = useState<"palette" | "shortcuts" | null>(null);
  useShortcuts(
    [...pinned, ...conversations].map(({ id }) => id),
    setDialog,
  );
  const onAction = (key: string) => {
    if (key === "shortcuts") setDialog("shortcuts");
    else setSidebar(parsePreferences(document.cookie).sidebar === "open" ? "closed" : "open");
  };
  // The dialogs are outside of the sidebar, which may be closed.
  const dialogs = (
    <Suspense>
      {dialog === "shortcuts" && <ShortcutsDialog onClose={() => setDialog(null)} />}
      {dialog === "palette" && (
        <Palette
          onClose={() => setDialog((open) => (open === "palette" ? null : open))}
          onAction={onAction}
        />
      )}
    </Suspense>
  );
  return (
    <>
      {dialogs}
      <aside id="sidebar" popover="auto" className="sidebar" aria-label="Sidebar">
        <div className="flex h-full flex-col px-2">
          <div className="flex h-14 flex-none items-center px-1 max-md:hidden">
            <SidebarToggle to="closed" />
          </div>
          <div className="flex justify-end pt-2 md:hidden">
            <button
              type="button"
              popoverTarget="sidebar"
              popoverTargetAction="hide"
              className="icon-button size-11"
              aria-label="Close"
            >
              <X size={18} aria-hidden />
            </button>
          </div>
          <nav aria-label="Places" className="space-y-0.5 pb-2 max-md:pt-1">
            <NewChat />
            {hasTasks && (
              <PageLink to="/tasks" icon={CheckSquare}>
                Tasks
              </PageLink>
            )}
            <PageLink to="/history" icon={Clock}>
              History
            </PageLink>
          </nav>
          <form
            action="/history"
            role="search"
            aria-label="Search conversations"
            className="relative px-1 pb-3"
          >
            <Search
              size={16}
              className="pointer-events-none absolute start-3.5 top-2.5 text-muted"
              aria-hidden
            />
            <input
              type="search"
              name="q"
              aria-label="Search conversations"
              placeholder="Search"
              className="h-9 w-full rounded-lg border border-line bg-surface ps-8 pe-2 text-sm placeholder:text-muted"
            />
          </form>
          <nav aria-label="Conversations" className="min-h-24 flex-1 overflow-y-auto">
            <FolderList folders={folders} />
            {pinned.length > 0 && (
              <>
                <h2 className="px-3 pb-1 text-xs font-medium text-muted">Pinned</h2>
                <ul className="space-y-0.5 pb-4">
                  {pinned.map((conversation) => (
                    <ConversationRow key={conversation.id} {...conversation} />
                  ))}
                </ul>
              </>
            )}
            <h2 tabIndex={-1} className="px-3 pb-1 text-xs font-medium text-muted">
              Recent
            </h2>
            {conversations.length === 0 && pinned.length === 0 ? (
              <p className="px-3 py-1 text-sm text-muted">Your conversations will be listed here.</p>
            ) : (
              <ul className="space-y-0.5 pb-4">
                {conversations.map((conversation) => (
                  <ConversationRow key={conversation.id} {...conversation} />
                ))}
                {hasMore && (
                  <li>
                    <Link
                      to="/history"
                      onKeyDown={moveBetweenRows}
                      className="flex h-9 items-center pointer-coarse:h-11 rounded-lg px-3 text-sm text-muted hover:bg-hover"
                    >
                      All conversations
                    </Link>
                  </li>
                )}
              </ul>
            )}
          </nav>
          <Account viewer={viewer} showShortcuts={() => setDialog("shortcuts")} />
        </div>
      </aside>
    </>
  );
}

function NewChat() {
  return (
    <PageLink {...useNewChatLink()} icon={SquarePen} end>
      New chat
    </PageLink>
  );
}

function PageLink({
  icon: Icon,
  children,
  ...link
}: {
  to: string;
  icon: ComponentType<{ size: number }>;
  end?: boolean;
  replace?: false;
  children: ReactNode;
}) {
  return (
    <NavLink
      {...link}
      className={({ isActive }) =>
        `flex h-9 items-center pointer-coarse:h-11 gap-2.5 rounded-lg px-3 text-sm font-medium hover:bg-hover ${isActive ? "bg-selected" : ""}`
      }
    >
      <Icon size={16} />
      {children}
    </NavLink>
  );
}

function Account({ viewer, showShortcuts }: Pick<SidebarProps, "viewer"> & { showShortcuts(): void }) {
  const { pathname } = useLocation();
  return (
    <footer className="whole border-t border-line py-2">
      {viewer.isGuest && (
        <Link to={`/sign-up?next=${encodeURIComponent(pathname)}`} className="button-primary mb-2 w-full">
          <UserPlus size={16} aria-hidden />
          Sign up to keep this
        </Link>
      )}
      <div className="flex items-center gap-1 ps-2">
        <p className="min-w-0 flex-1 text-sm leading-tight">
          <span className="block truncate font-medium">{viewer.name}</span>
          <span className="block truncate text-xs text-muted">{viewer.email ?? "Not signed up"}</span>
        </p>
        <button
          type="button"
          className="needs-script icon-button max-md:hidden"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts"
          onClick={showShortcuts}
        >
          <Keyboard size={16} aria-hidden />
        </button>
        <Link
          to="/settings"
          className="icon-button"
          aria-label="Settings"
          title="Settings"
          data-last={viewer.isGuest || undefined}
        >
          <Settings size={16} aria-hidden />
        </Link>
        {/* A guest who signs out can't sign in again: only the settings offer it, with that warning. */}
        {!viewer.isGuest && (
          <form method="post" action="/sign-out">
            <button className="icon-button" aria-label="Sign out" title="Sign out" data-last>
              <LogOut size={16} aria-hidden />
            </button>
          </form>
        )}
      </div>
    </footer>
  );
}
