import type { DragEvent, KeyboardEvent } from "react";
import { NavLink } from "react-router";
import type { ActionTarget } from "../conversation-actions.tsx";
import { openRowMenu, RowMenuButton } from "../row-menu-button.tsx";

export interface SidebarConversation extends ActionTarget {
  /** ISO 8601. */
  updatedAt: string;
  /** An answer is being generated. */
  active: boolean;
}

/** The type of the data that a dragged conversation has: its id. */
export const DRAGGED = "application/x-conversation";

/** A conversation: a link that can be dragged to a folder, and a button for its menu, which the arrow keys reach. */
export function ConversationRow({ active, updatedAt: _updatedAt, ...conversation }: SidebarConversation) {
  const { id, title } = conversation;
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (!openRowMenu(event)) moveBetweenRows(event);
  };
  const onDragStart = (event: DragEvent) => {
    event.dataTransfer.setData(DRAGGED, id);
    event.dataTransfer.effectAllowed = "copyMove";
  };
  return (
    <li className="row relative">
      <NavLink
        to={`/chat/${id}`}
        data-preview
        onKeyDown={onKeyDown}
        onDragStart={onDragStart}
        className={({ isActive }) =>
          `flex h-9 items-center gap-2 rounded-lg ps-3 pe-3 text-sm pointer-coarse:h-11 hover:bg-hover ${isActive ? "bg-selected" : ""}`
        }
      >
        <span className="truncate" dir="auto">
          {title ?? "Untitled"}
        </span>
        {active && (
          <span
            className="ms-auto size-2 flex-none animate-pulse rounded-full bg-accent"
            role="img"
            aria-label="answering"
          />
        )}
      </NavLink>
      <RowMenuButton
        conversation={conversation}
        tabIndex={-1}
        onKeyDown={moveBetweenRows}
        className="absolute end-0.5 top-0.5 pointer-coarse:top-1.5"
      />
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
