import { Archive, ArchiveRestore, ExternalLink, Folder, Pin, PinOff, Share2, Trash2 } from "lucide-react";
import { useEffect, useEffectEvent, type ReactNode } from "react";
import { Link, useFetcher, useLocation, useParams } from "react-router";
import { announce } from "#app/ui/announce.ts";
import { CHANGE_PATH } from "./change-path.ts";
import { RenameFields } from "./rename-fields.tsx";

export interface FolderOption {
  id: string;
  name: string;
}

/** A conversation as its menu shows it. */
export interface ActionTarget {
  id: string;
  title: string | null;
  isPinned: boolean;
  isArchived: boolean;
  folderId: string | null;
}

interface ConversationActionsProps {
  conversation: ActionTarget;
  folders: FolderOption[];
  onSubmit?(): void;
  /** After a change, unless it has removed the menu. */
  onDone?(): void;
  children?: ReactNode;
}

/**
 * The content of a conversation's menu, in the sidebar, the history and its own page: plain forms and links. Nothing
 * asks first, because all of it can be undone.
 */
export function ConversationActions({
  conversation,
  folders,
  onSubmit,
  onDone,
  children,
}: ConversationActionsProps) {
  const { id, title, isPinned, isArchived, folderId } = conversation;
  const { threadId } = useParams();
  const { pathname, search } = useLocation();
  const fetcher = useFetcher<{ error?: string; done?: string }>();
  const error = fetcher.data?.error;
  const isRename = fetcher.formData?.get("intent") === "rename";
  const report = useEffectEvent((result: { error?: string; done?: string }) => {
    if (!result.done) return;
    announce(result.done);
    onDone?.();
  });
  // The result is there before the page's data is loaded again, which may remove the menu.
  useEffect(() => {
    if (fetcher.data) report(fetcher.data);
  }, [fetcher.data]);
  const form = { method: "post", action: CHANGE_PATH, onSubmit } as const;
  const isOpen = threadId === id;
  const common = (
    <>
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="next" value={pathname + search} />
    </>
  );
  return (
    <div className="space-y-1">
      {children}
      <a href={`/chat/${id}`} target="_blank" rel="noreferrer" className="menu-item">
        <ExternalLink size={16} aria-hidden />
        Open in a new tab
      </a>
      <fetcher.Form {...form} className="space-y-1.5 border-y border-line px-2 py-2">
        {common}
        <RenameFields title={title} problem={isRename ? undefined : error} />
      </fetcher.Form>
      <fetcher.Form {...form}>
        {common}
        <MenuButton intent={isPinned ? "unpin" : "pin"} icon={isPinned ? PinOff : Pin}>
          {isPinned ? "Unpin" : "Pin"}
        </MenuButton>
        <MenuButton
          intent={isArchived ? "unarchive" : "archive"}
          icon={isArchived ? ArchiveRestore : Archive}
        >
          {isArchived ? "Move out of the archive" : "Archive"}
        </MenuButton>
      </fetcher.Form>
      <fetcher.Form {...form} className="flex items-center gap-2 px-2">
        {common}
        <Folder size={16} className="flex-none" aria-hidden />
        <select
          name="folder"
          aria-label="Folder"
          defaultValue={folderId ?? ""}
          key={folderId}
          className="field"
        >
          <option value="">No folder</option>
          {folders.map((folder) => (
            <option key={folder.id} value={folder.id}>
              {folder.name}
            </option>
          ))}
        </select>
        <button name="intent" value="move" className="button">
          Move
        </button>
      </fetcher.Form>
      <Link to={`/chat/${id}/share`} className="menu-item">
        <Share2 size={16} aria-hidden />
        Share or export…
      </Link>
      <fetcher.Form {...form} className="border-t border-line pt-1">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="next" value={isOpen ? "/chat" : pathname + search} />
        {/* The page of a deleted conversation can't be loaded again. */}
        {isOpen && <input type="hidden" name="leave" value="1" />}
        <button name="intent" value="delete" className="menu-item text-danger">
          <Trash2 size={16} aria-hidden />
          Delete
        </button>
      </fetcher.Form>
    </div>
  );
}

function MenuButton(props: { intent: string; icon: typeof Pin; children: ReactNode }) {
  const Icon = props.icon;
  return (
    <button name="intent" value={props.intent} className="menu-item">
      <Icon size={16} aria-hidden />
      {props.children}
    </button>
  );
}
