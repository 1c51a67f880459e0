import { ArrowDownToLine, Ellipsis, MessageSquareText, ScrollText } from "lucide-react";
import { useRef } from "react";
import { Link, useLoaderData } from "react-router";
import { isDrawn } from "#app/chatkit/transcript.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { usePreferences } from "#app/shell/preferences.ts";
import { useFolders } from "#app/shell/shell-data.ts";
import { late, ready } from "#app/ui/late.tsx";
import { Menu } from "#app/ui/menu.tsx";

const loadActions = async () => (await import("#app/shell/conversation-actions.tsx")).ConversationActions;
const ConversationActions = import.meta.env.SSR ? ready(await loadActions()) : late(loadActions);

const ID = "conversation-menu";

/** The menu in a conversation's header, which works without a script. */
export function ConversationMenu({ title, threadId }: { title: string | null; threadId: string }) {
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { conversation } = useLoaderData<{ conversation: ConversationData }>();
  const { isPinned = false, isArchived = false, folderId = null } = conversation.place ?? {};
  return (
    <>
      <button
        ref={button}
        type="button"
        popoverTarget={ID}
        aria-haspopup="dialog"
        className="icon-button"
        aria-label="Conversation menu"
        title="Conversation menu"
      >
        <Ellipsis size={18} aria-hidden />
      </button>
      <Menu ref={menu} id={ID} button={button} label="This conversation" className="w-80">
        <ConversationActions
          conversation={{ id: threadId, title, isPinned, isArchived, folderId }}
          folders={useFolders()}
          onDone={() => menu.current?.hidePopover()}
        >
          <Link to={`/chat/${threadId}/instructions`} className="menu-item">
            <ScrollText size={16} className="flex-none" aria-hidden />
            Instructions
          </Link>
          <OtherView />
        </ConversationActions>
      </Menu>
    </>
  );
}

/**
 * A link to the view in which messages can be edited, linked and retried, which ChatKit doesn't offer for each
 * message; and in that view a link back.
 */
function OtherView() {
  const { conversation, target } = useLoaderData<{ conversation: ConversationData; target: string | null }>();
  const isOnlyView = usePreferences().view === "instant";
  const newest = conversation.items.findLast(isDrawn);
  if (target !== null) {
    return (
      <Link to="?" className="menu-item">
        <ArrowDownToLine size={16} className="flex-none" aria-hidden />
        Back to the newest messages
      </Link>
    );
  }
  if (isOnlyView || !newest) return null;
  return (
    <Link to={`?at=${newest.id}`} className="menu-item">
      <MessageSquareText size={16} className="flex-none" aria-hidden />
      Edit, link or retry messages
    </Link>
  );
}
