import { Suspense, useRef, useState, type KeyboardEvent } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import { lazyPart } from "#app/ui/lazy-part.tsx";
import type { ActionTarget } from "./conversation-actions.tsx";

const RowMenu = lazyPart(() => import("./sidebar/row-menu.tsx"));

interface RowMenuButtonProps {
  conversation: ActionTarget;
  tabIndex?: number;
  onKeyDown?(event: KeyboardEvent<HTMLElement>): void;
  className?: string;
}

/**
 * The button for the menu of a conversation in a list. The context-menu key and Shift+F10 on its row open the menu,
 * too. It needs a script, so the server leaves it out of the rows.
 */
export function RowMenuButton({ conversation, tabIndex, onKeyDown, className = "" }: RowMenuButtonProps) {
  const isHydrated = useHydrated();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (!isHydrated) return null;
  return (
    <>
      <button
        ref={button}
        type="button"
        data-row-menu
        tabIndex={tabIndex}
        onKeyDown={onKeyDown}
        aria-label={`Actions for “${conversation.title ?? "Untitled"}”`}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        className={`icon-button ${className}`}
      >
        <span aria-hidden>···</span>
      </button>
      {isOpen && (
        <Suspense>
          <RowMenu conversation={conversation} button={button} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Opens the menu of a row for the context-menu key and Shift+F10. Returns whether it was one of them. */
export function openRowMenu(event: KeyboardEvent<HTMLElement>): boolean {
  if (event.key !== "ContextMenu" && !(event.shiftKey && event.key === "F10")) return false;
  event.preventDefault();
  event.currentTarget.closest("li")?.querySelector<HTMLElement>("[data-row-menu]")?.click();
  return true;
}
