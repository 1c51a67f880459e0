import { ArrowUpToLine, Ellipsis, SquarePen } from "lucide-react";
import { useRef, type FormEvent } from "react";
import { Form, Link, useLoaderData } from "react-router";
import { useAfterSubmit } from "#app/ui/focus.ts";
import { OfflineBanner } from "#app/shell/offline-banner.tsx";
import { SidebarButtons } from "#app/shell/page-header.tsx";
import type { ConversationData } from "#app/chat/conversation-data.ts";

interface ConversationHeaderProps {
  title: string | null;
  threadId: string | null;
}

/** The bar above a conversation: the sidebar buttons, the title and the conversation's menu. */
export function ConversationHeader({ title, threadId }: ConversationHeaderProps) {
  return (
    <header className="relative z-2 flex h-14 flex-none items-center gap-1 px-2 pt-[env(safe-area-inset-top)] md:px-3">
      <SidebarButtons />
      <h1 className={`min-w-0 flex-1 truncate px-1 text-sm font-medium ${threadId ? "" : "sr-only"}`}>
        {title ?? "New chat"}
      </h1>
      {!threadId && <span className="flex-1" />}
      <OfflineBanner />
      <EarlierLink />
      {threadId && <ConversationMenu key={threadId} title={title} threadId={threadId} />}
      <Link to="/chat" className="icon-button md:hidden" aria-label="New chat">
        <SquarePen size={18} aria-hidden />
      </Link>
    </header>
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

/**
 * Rename and delete, as forms in a disclosure that work without a script. With a script, a successful rename
 * closes the disclosure and returns the focus to its button; a delete leads to another page.
 */
function ConversationMenu({ title, threadId }: { title: string | null; threadId: string }) {
  const action = `/chat/${threadId}`;
  const menu = useRef<HTMLDetailsElement>(null);
  const afterSubmit = useAfterSubmit((form: HTMLFormElement) => {
    if (!menu.current?.contains(form)) return;
    menu.current.open = false;
    menu.current.querySelector("summary")?.focus();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => afterSubmit(event.currentTarget);
  return (
    <details ref={menu} className="menu-button relative">
      <summary className="icon-button" aria-label="Conversation menu" title="Conversation menu">
        <Ellipsis size={18} aria-hidden />
      </summary>
      <div className="menu end-0 mt-1 w-[min(18rem,100vw-4rem)] space-y-3">
        <Form method="post" action={action} onSubmit={onSubmit} className="space-y-2">
          <label className="block space-y-1.5 text-sm font-medium">
            <span>Title</span>
            <input
              key={title}
              name="title"
              className="field"
              defaultValue={title ?? ""}
              required
              maxLength={300}
              autoComplete="off"
            />
          </label>
          <button className="button w-full" name="intent" value="rename">
            Rename
          </button>
        </Form>
        <Form method="post" action={action} onSubmit={onSubmit} className="border-t border-line pt-3">
          <details>
            <summary className="button w-full text-danger">Delete…</summary>
            <p className="mt-2 text-sm text-muted">The conversation and its messages are gone for good.</p>
            <button className="button mt-2 w-full text-danger" name="intent" value="delete">
              Delete this conversation
            </button>
          </details>
        </Form>
      </div>
    </details>
  );
}
