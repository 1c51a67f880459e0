import { ArrowDownToLine, Ellipsis, MessageSquareText } from "lucide-react";
import { useRef, type FormEvent } from "react";
import { Form, Link, useActionData, useLoaderData } from "react-router";
import { isDrawn } from "#app/chatkit/transcript.ts";
import type { ConversationData } from "#app/chat/conversation-data.ts";
import { usePreferences } from "#app/shell/preferences.ts";
import { RenameFields } from "#app/shell/rename-fields.tsx";
import { useAfterSubmit } from "#app/ui/focus.ts";
import { Menu } from "#app/ui/menu.tsx";

const ID = "conversation-menu";

/**
 * The menu in a conversation's header, which works without a script. With a script, a successful rename closes
 * it; a delete leads to another page.
 */
export function ConversationMenu({ title, threadId }: { title: string | null; threadId: string }) {
  const action = `/chat/${threadId}`;
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const problem = useRenameProblem();
  const afterSubmit = useAfterSubmit((form: HTMLFormElement) => {
    if (!menu.current?.contains(form)) return;
    if (problem) form.querySelector("input")?.focus();
    else menu.current.hidePopover();
  });
  const onSubmit = (event: FormEvent<HTMLFormElement>) => afterSubmit(event.currentTarget);
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
      <Menu ref={menu} id={ID} button={button} label="This conversation" className="w-80 space-y-3">
        <OtherView />
        <Form method="post" action={action} onSubmit={onSubmit} className="space-y-1.5">
          <RenameFields title={title} problem={problem} />
        </Form>
        <Form method="post" action={action} onSubmit={onSubmit} className="border-t border-line pt-3">
          <details>
            <summary className="button w-full text-danger">Delete…</summary>
            <p className="mt-2 text-muted">The conversation and its messages are gone for good.</p>
            <button className="button mt-2 w-full text-danger" name="intent" value="delete">
              Delete this conversation
            </button>
          </details>
        </Form>
      </Menu>
    </>
  );
}

/** Why a new title was refused; undefined after any other action. */
export function useRenameProblem(): string | undefined {
  const result = useActionData<{ error: string; intent: string }>();
  return result?.intent === "rename" ? result.error : undefined;
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
