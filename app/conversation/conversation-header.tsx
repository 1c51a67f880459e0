import { ArrowUpToLine, SquarePen } from "lucide-react";
import { Link, useLoaderData } from "react-router";
import { useNewChatLink } from "#app/shell/new-conversation.ts";
import { OfflineBanner } from "#app/shell/offline-banner.tsx";
import { SidebarButtons } from "#app/shell/page-header.tsx";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { ConversationMenu } from "./conversation-menu.tsx";
import { TemporaryToggle } from "./temporary-note.tsx";

interface ConversationHeaderProps {
  title: string | null;
  threadId: string | null;
}

/** The bar above a conversation: the sidebar buttons, the title and the conversation's menu. */
export function ConversationHeader({ title, threadId }: ConversationHeaderProps) {
  return (
    <header className="whole relative z-2 flex h-14 flex-none items-center gap-1 px-2 pt-[env(safe-area-inset-top)] md:px-3">
      <SidebarButtons />
      <h1 className={`min-w-0 flex-1 truncate px-1 text-sm font-medium ${threadId ? "" : "sr-only"}`}>
        {title ?? "New chat"}
      </h1>
      {!threadId && <span className="flex-1" />}
      <OfflineBanner />
      <EarlierLink />
      {!threadId && <TemporaryToggle />}
      {threadId && <ConversationMenu key={threadId} title={title} threadId={threadId} />}
      <NewChatLink />
    </header>
  );
}

function NewChatLink() {
  return (
    <Link {...useNewChatLink()} className="icon-button md:hidden" aria-label="New chat" data-last>
      <SquarePen size={18} aria-hidden />
    </Link>
  );
}

/**
 * A link to the messages before those of the page. It is in the header because ChatKit, which gets only the
 * newest messages, has no place for it.
 */
function EarlierLink() {
  const { conversation } = useLoaderData<{ conversation: ConversationData }>();
  const [first] = conversation.items;
  if (!conversation.hasEarlier || !first) return null;
  return (
    <Link
      to={`?before=${first.id}`}
      className="flex h-8 flex-none items-center gap-1.5 rounded-lg px-2 text-sm text-muted hover:bg-hover hover:text-text"
    >
      <ArrowUpToLine size={16} aria-hidden />
      <span className="max-sm:sr-only">Earlier messages</span>
    </Link>
  );
}
