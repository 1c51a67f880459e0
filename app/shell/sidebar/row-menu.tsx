import { useRef, type RefObject } from "react";
import { isFocusLost } from "#app/ui/focus.ts";
import { Menu } from "#app/ui/menu.tsx";
import { type ActionTarget, ConversationActions } from "../conversation-actions.tsx";
import { useFolders } from "../shell-data.ts";

/** A change takes at most this long, or has failed. */
const WAIT_MS = 10_000;

interface RowMenuProps {
  conversation: ActionTarget;
  /** The button that the menu opens next to. */
  button: RefObject<HTMLButtonElement | null>;
  onClose(): void;
}

/** The menu of a conversation in a list. */
export default function RowMenu({ conversation, button, onClose }: RowMenuProps) {
  const popover = useRef<HTMLDivElement>(null);
  const folders = useFolders();
  return (
    <Menu
      ref={popover}
      button={button}
      label={`Actions for “${conversation.title ?? "Untitled"}”`}
      isOpenAtMount
      onClose={onClose}
      className="w-72 p-2"
    >
      <ConversationActions
        conversation={conversation}
        folders={folders}
        onSubmit={() => focusNeighbourWhenRemoved(button.current)}
        onDone={() => popover.current?.hidePopover()}
      />
    </Menu>
  );
}

/**
 * A change can remove the row, its menu and the focus in it. Then the focus goes to the row beside it, unless it is
 * elsewhere by now (in the new conversation).
 */
function focusNeighbourWhenRemoved(button: HTMLElement | null): void {
  const row = button?.closest("li");
  if (!row) return;
  const neighbour = neighbourOf(button);
  const observer = new MutationObserver(() => {
    if (row.isConnected) return;
    observer.disconnect();
    if (isFocusLost()) neighbour?.focus();
  });
  observer.observe(document.body, { childList: true, subtree: true });
  setTimeout(() => observer.disconnect(), WAIT_MS);
}

/** The element to focus after a row is removed: the link of the next or previous row, or the list's heading. */
function neighbourOf(button: HTMLElement | null): HTMLElement | null | undefined {
  const row = button?.closest("li");
  const link = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("a");
  return link ?? row?.closest("nav, main")?.querySelector("h2");
}
