import { Pencil } from "lucide-react";
import { Suspense, useId, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useHydrated } from "remix-utils/use-hydrated";
import type { UserMessageItem } from "#app/chatkit/protocol/items.ts";
import { lazyPart } from "#app/ui/lazy-part.tsx";
import { plainText } from "../client/outgoing-message.ts";
import { isFollowing } from "../reading/use-steady-view.ts";
import { ActionButton } from "./action-button.tsx";

const EditMessage = lazyPart(() => import("./edit-message.tsx"));

interface UserMessageProps {
  item: UserMessageItem;
  /**
   * Sends the message in other words; undefined where that can't be done now. Resolves to false when they
   * were not taken on.
   */
  onEdit?: ((text: string) => Promise<boolean>) | undefined;
}

/** What somebody wrote: plain text, right-aligned, in the measures of ChatKit. */
export function UserMessage({ item, onEdit }: UserMessageProps) {
  const isHydrated = useHydrated();
  const [words, setWords] = useState<string>();
  const editButton = useRef<HTMLButtonElement>(null);
  const isEditing = words !== undefined;
  const send = async (text: string) => {
    setWords(undefined);
    if (!(await onEdit?.(text))) setWords(text);
  };
  const cancel = () => {
    flushSync(() => setWords(undefined));
    editButton.current?.focus();
  };
  const bubble = <Bubble item={item} />;
  return (
    <div className="flex flex-col items-end gap-1">
      {item.quoted_text && (
        <blockquote className="max-w-[85%] border-e-2 border-line pe-3 text-end text-sm text-muted">
          {item.quoted_text}
        </blockquote>
      )}
      {isEditing && onEdit ? (
        <Suspense fallback={bubble}>
          <EditMessage text={words} onSend={send} onClose={cancel} />
        </Suspense>
      ) : (
        bubble
      )}
      {onEdit && isHydrated && !isEditing && (
        <div className="-mb-9 h-8 opacity-0 transition-opacity group-hover/message:opacity-100 focus-within:opacity-100 pointer-coarse:opacity-100">
          <ActionButton ref={editButton} label="Edit" onClick={() => setWords(plainText(item))}>
            <Pencil size={16} />
          </ActionButton>
        </div>
      )}
    </div>
  );
}

/** Its border is for where backgrounds are not drawn: on paper, and where the system chooses the colours. */
const bubble =
  "max-w-[85%] rounded-3xl bg-bubble px-4 py-2 [overflow-wrap:anywhere] whitespace-pre-wrap print:border forced-colors:border";

/** Each line begins on the side that its own words do. */
const eitherWay = "[unicode-bidi:plaintext]";

/** More than some screens of a phone. */
const isLong = (text: string) => text.length > 2_000 || text.split("\n").length > 30;

/** The words. Very many are folded, so that the answer is near; unfolding them needs no script. */
function Bubble({ item }: { item: UserMessageItem }) {
  const id = useId();
  const folded = useRef<HTMLDivElement>(null);
  const height = useRef<number>(undefined);
  const measure = () => {
    height.current = folded.current?.offsetHeight;
  };
  // At its end the conversation follows what grows, and whoever unfolds this would see its last lines.
  const stayAtTop = () => {
    const view = folded.current?.closest(".conversation");
    if (!view || !isFollowing(view) || height.current === undefined) return;
    view.scrollTop += height.current - (folded.current?.offsetHeight ?? 0);
  };
  const words = item.content.map((part, index) =>
    part.type === "input_text" ? (
      part.text
    ) : (
      // The parts of a message that was sent don't change.
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
