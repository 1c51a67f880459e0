import { Pencil } from "lucide-react";
import { Suspense, useId, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useHydrated } from "remix-utils/use-hydrated";
import { isBlank } from "#app/chatkit/blank.ts";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { late, ready } from "#app/ui/late.tsx";
import { lazyPart } from "#app/ui/lazy-part.tsx";
import { plainText } from "../client/outgoing-message.ts";
import { isFollowing } from "../reading/anchor.ts";
import { ActionButton } from "./action-button.tsx";

const loadFiles = async () => (await import("../attachments/message-files.tsx")).MessageFiles;
const MessageFiles = import.meta.env.SSR ? ready(await loadFiles()) : late(loadFiles);
const EditMessage = lazyPart(() => import("./edit-message.tsx"));

interface UserMessageProps {
  item: UserMessageItem;
  /**
   * Sends the edited message; undefined when it can't be edited now. Resolves to false when the send wasn't
   * accepted.
   */
  onEdit?: ((text: string) => Promise<boolean>) | undefined;
  /** What leads to its other versions. */
  versions?: ReactNode;
}

/** A user message: plain text, right-aligned, in ChatKit's measures. */
export function UserMessage({ item, onEdit, versions }: UserMessageProps) {
  const isHydrated = useHydrated();
  const [editedText, setEditedText] = useState<string>();
  const editButton = useRef<HTMLButtonElement>(null);
  const isEditing = editedText !== undefined;
  const send = async (text: string) => {
    setEditedText(undefined);
    if (!(await onEdit?.(text))) setEditedText(text);
  };
  const cancel = () => {
    flushSync(() => setEditedText(undefined));
    editButton.current?.focus();
  };
  const { attachments } = item;
  const hasFiles = attachments.length > 0;
  const bubble = hasFiles && isBlank(plainText(item)) ? null : <Bubble item={item} />;
  return (
    <div className="flex flex-col items-end gap-1">
      {item.quoted_text && (
        <blockquote className="max-w-[70%] border-e-2 border-line pe-3 text-end text-sm text-muted">
          {item.quoted_text}
        </blockquote>
      )}
      {hasFiles && <MessageFiles attachments={attachments} />}
      {isEditing && onEdit ? (
        <Suspense fallback={bubble}>
          <EditMessage text={editedText} hasFiles={hasFiles} onSend={send} onClose={cancel} />
        </Suspense>
      ) : (
        bubble
      )}
      {!isEditing && (versions || (onEdit && isHydrated)) && (
        <div className="-mb-9 flex h-8 items-center">
          {onEdit && isHydrated && (
            <div className="flex opacity-0 transition-opacity group-hover/message:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
              <ActionButton ref={editButton} label="Edit" onClick={() => setEditedText(plainText(item))}>
                <Pencil size={16} />
              </ActionButton>
            </div>
          )}
          {versions}
        </div>
      )}
    </div>
  );
}

/** The border replaces the background where none is drawn: in print and with forced colours. */
const bubble =
  "max-w-[70%] rounded-3xl bg-bubble px-4 py-2 [overflow-wrap:anywhere] whitespace-pre-wrap print:border forced-colors:border";

/** Each line takes its direction from its own text. */
const eitherWay = "[unicode-bidi:plaintext]";

/** Longer than a few screens of a phone. */
const isLong = (text: string) => text.length > 2_000 || text.split("\n").length > 30;

/**
 * The text of the message. A long text is folded, so that the answer stays near; unfolding it needs no
 * script.
 */
function Bubble({ item }: { item: UserMessageItem }) {
  const id = useId();
  const folded = useRef<HTMLDivElement>(null);
  const height = useRef<number>(undefined);
  const measure = () => {
    height.current = folded.current?.offsetHeight;
  };
  // At its end, the scroller follows new content, so unfolding would scroll to the last lines of the message.
  const stayAtTop = () => {
    const view = folded.current?.closest(".conversation");
    if (!view || !isFollowing(view) || height.current === undefined) return;
    view.scrollTop += height.current - (folded.current?.offsetHeight ?? 0);
  };
  const words = item.content.map((part, index) =>
    part.type === "input_text" ? (
      part.text
    ) : (
      // The parts of a sent message don't change, so an index is a stable key.
      // oxlint-disable-next-line react/no-array-index-key
      <span key={index} className="rounded-md bg-accent/10 px-1 text-accent">
        @{part.text}
      </span>
    ),
  );
  if (!isLong(plainText(item))) return <p className={`${bubble} ${eitherWay}`}>{words}</p>;
  return (
    <div ref={folded} className={`group/bubble ${bubble}`}>
      <input type="checkbox" id={id} className="peer sr-only" onKeyDown={measure} onChange={stayAtTop} />
      <p className={`peer-not-checked:line-clamp-[12] print:peer-not-checked:line-clamp-none ${eitherWay}`}>
        {words}
      </p>
      <label
        htmlFor={id}
        onPointerDown={measure}
        className="mt-1 inline-block cursor-pointer rounded-sm text-sm text-muted underline print:hidden peer-focus-visible:outline-2 peer-focus-visible:outline-accent hover:text-text"
      >
        <span className="group-has-checked/bubble:hidden">Show the whole message</span>
        <span className="hidden group-has-checked/bubble:inline">Show less</span>
      </label>
    </div>
  );
}
