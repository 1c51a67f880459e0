import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { previewText } from "./preview-text.ts";
import { watchRows, type Preview } from "./watch-rows.ts";

/** The distance to the row and to the window's edges, in pixels. */
const GAP = 8;
const ID = "conversation-preview";

/** The card itself. It describes the link, opens beside it, and closes with Escape, a press, scrolling or a move. */
export default function PreviewCard() {
  const card = useRef<HTMLDivElement>(null);
  const [preview, setPreview] = useState<Preview>();
  useEffect(() => watchRows(() => card.current, setPreview), []);
  useLayoutEffect(() => {
    const { current } = card;
    if (!preview || !current) return undefined;
    const { link } = preview;
    current.showPopover();
    place(current, link);
    link.setAttribute("aria-describedby", ID);
    return () => link.removeAttribute("aria-describedby");
  }, [preview]);
  if (!preview) return null;
  const { title, count, question, answer } = previewText(preview.conversation);
  const { updatedAt } = preview.conversation;
  // In the list's landmark, so that it isn't content outside of all.
  const landmark = preview.link.closest("nav, main") ?? document.body;
  return createPortal(
    <div ref={card} id={ID} role="tooltip" popover="manual" className="menu preview">
      <p className="font-medium" dir="auto">
        {title}
      </p>
      <p className="text-muted">
        {updatedAt && (
          <time dateTime={updatedAt}>
            {new Date(updatedAt).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}
          </time>
        )}
        {` · ${count}`}
      </p>
      {question && <Words who="You">{question}</Words>}
      {answer && <Words who="Assistant">{answer}</Words>}
    </div>,
    landmark,
  );
}

function Words({ who, children }: { who: string; children: string }) {
  return (
    <p className="mt-2">
      <span className="block text-xs text-muted">{who}</span>
      <span className="line-clamp-3" dir="auto">
        {children}
      </span>
    </p>
  );
}

/** Beside the link where the window has room, else below it. */
function place(card: HTMLElement, link: HTMLElement): void {
  const row = link.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = card;
  const isBeside = row.right + GAP + offsetWidth + GAP <= innerWidth;
  const left = isBeside ? row.right + GAP : Math.min(row.left, innerWidth - offsetWidth - GAP);
  const below =
    row.bottom + GAP + offsetHeight <= innerHeight ? row.bottom + GAP : row.top - GAP - offsetHeight;
  const top = isBeside ? Math.min(row.top, innerHeight - offsetHeight - GAP) : below;
  card.style.inset = `${Math.max(GAP, top)}px auto auto ${Math.max(GAP, left)}px`;
}
