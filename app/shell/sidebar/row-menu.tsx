import { useRef, type RefObject } from "react";
import { isFocusLost } from "#app/ui/focus.ts";
import { Menu } from "#app/ui/menu.tsx";
import { type ActionTarget, ConversationActions } from "../conversation-actions.tsx";
import { useFolders } from "../shell-data.ts";

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
  const onDone = () => {
    const neighbour = neighbourOf(button.current);
    popover.current?.hidePopover();
    // The row may be removed, and the focus with it. If the focus is elsewhere by now, leave it there.
    requestAnimationFrame(() => {
      if (isFocusLost()) neighbour?.focus();
    });
  };
  return (
    <Menu
      ref={popover}
      button={button}
      label={`Actions for “${conversation.title ?? "Untitled"}”`}
      isOpenAtMount
      onClose={onClose}
      className="w-72 p-2"
    >
      <ConversationActions conversation={conversation} folders={folders} onDone={onDone} />
    </Menu>
  );
}

/** The element to focus after a row is removed: the link of the next or previous row, or the list's heading. */
function neighbourOf(button: HTMLElement | null): HTMLElement | null | undefined {
  const row = button?.closest("li");
  const link = (row?.nextElementSibling ?? row?.previousElementSibling)?.querySelector("a");
  return link ?? row?.closest("nav, main")?.querySelector("h2");
}
