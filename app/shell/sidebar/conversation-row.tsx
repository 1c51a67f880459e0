import { Suspense, useRef, useState, type KeyboardEvent } from "react";
import { NavLink } from "react-router";
import { useHydrated } from "remix-utils/use-hydrated";
import { lazyPart } from "#app/ui/lazy-part.tsx";

const RowMenu = lazyPart(() => import("./row-menu.tsx"));

export interface SidebarConversation {
  id: string;
  title: string | null;
  /** An answer is being generated. */
  active: boolean;
}

/**
 * A conversation: a link, and a button for its menu, which the arrow keys reach. The context-menu key
 * and Shift+F10 open the menu, too.
 */
export function ConversationRow({ id, title, active }: SidebarConversation) {
  const isHydrated = useHydrated();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = title ?? "Untitled";
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10"))
      return moveBetweenRows(event);
    event.preventDefault();
    setOpen(true);
  };
  return (
    <li className="row relative">
      <NavLink
        to={`/chat/${id}`}
        onKeyDown={onKeyDown}
        className={({ isActive }) =>
          `flex h-9 items-center gap-2 rounded-lg ps-3 pe-3 text-sm pointer-coarse:h-11 hover:bg-hover ${isActive ? "bg-selected" : ""}`
        }
      >
        <span className="truncate" dir="auto">
          {name}
        </span>
        {active && (
          <span
            className="ms-auto size-2 flex-none animate-pulse rounded-full bg-accent"
            role="img"
            aria-label="answering"
          />
        )}
      </NavLink>
      {/* The button needs a script, so the server leaves it out of the (thirty) rows. */}
      {isHydrated && (
        <button
          ref={button}
          type="button"
          tabIndex={-1}
          onKeyDown={moveBetweenRows}
          aria-label={`Actions for “${name}”`}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          onClick={() => setOpen(true)}
          className="icon-button absolute end-0.5 top-0.5 pointer-coarse:top-1.5"
        >
          <span aria-hidden>···</span>
        </button>
      )}
      {isOpen && (
        <Suspense>
          <RowMenu id={id} title={title} button={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </li>
  );
}

/**
 * The arrow keys move between the rows, and to a row's button: each row is one stop of the Tab key. Home and End
 * move to the first and the last row.
 */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const { currentTarget, key } = event;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const row = currentTarget.closest("li");
  if (!row) return;
  const links = [...(row.parentElement?.querySelectorAll<HTMLElement>(":scope > li > a") ?? [])];
  const at = links.findIndex((link) => row.contains(link));
  const isRightToLeft = getComputedStyle(row).direction === "rtl";
  const next: Readonly<Record<string, HTMLElement | null | undefined>> = {
    ArrowDown: links[at + 1],
    ArrowUp: links[at - 1],
    Home: links[0],
    End: links.at(-1),
    [isRightToLeft ? "ArrowLeft" : "ArrowRight"]: row.querySelector<HTMLElement>(":scope > button"),
    [isRightToLeft ? "ArrowRight" : "ArrowLeft"]: links[at],
  };
  if (!(key in next)) return;
  event.preventDefault();
  next[key]?.focus();
}
