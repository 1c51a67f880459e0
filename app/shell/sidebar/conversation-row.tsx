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
 * A conversation: a link, and a button for its menu, which the arrow keys reach (see sidebar.tsx). The
 * context-menu key and Shift+F10 open the menu, too.
 */
export function ConversationRow({ id, title, active }: SidebarConversation) {
  const isHydrated = useHydrated();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const name = title ?? "Untitled";
  const openMenuByKey = (event: KeyboardEvent) => {
    if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <li className="row relative">
      <NavLink
        to={`/chat/${id}`}
        onKeyDown={openMenuByKey}
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
