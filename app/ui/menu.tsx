import { useEffect, useRef, type ReactNode, type Ref, type RefObject } from "react";
import { useLocation } from "react-router";
import { isFocusLost } from "./focus.ts";

interface MenuProps {
  ref?: Ref<HTMLDivElement>;
  /** For a button's `popoverTarget`, which opens the menu without a script. */
  id?: string;
  label: string;
  /** The button that the menu belongs to. */
  button: RefObject<HTMLElement | null>;
  /** The menu was mounted to be opened. */
  isOpenAtMount?: boolean;
  onClose?(): void;
  className?: string;
  children: ReactNode;
}

/** The distance from the window's edges, in pixels. */
const EDGE = 8;

/**
 * A menu of links, buttons and forms: a popover, which Escape and a press outside of it close, and a navigation
 * too. The focus then returns to its button. Without a script it opens below the header.
 */
export function Menu(props: MenuProps) {
  const { ref, id, label, button, isOpenAtMount = false, onClose, className = "", children } = props;
  const menu = useRef<HTMLDivElement>(null);
  const { pathname, search } = useLocation();
  useEffect(() => {
    const { current } = menu;
    if (!isOpenAtMount || !current || current.matches(":popover-open")) return;
    current.showPopover();
    if (button.current) place(current, button.current);
  }, [isOpenAtMount, button]);
  const address = pathname + search;
  const shownAt = useRef(address);
  useEffect(() => {
    if (shownAt.current !== address) menu.current?.hidePopover();
    shownAt.current = address;
  }, [address]);

  const onToggle = (isOpen: boolean) => {
    const { current } = menu;
    if (!current) return;
    if (isOpen) {
      if (button.current) place(current, button.current);
      current.querySelector<HTMLElement>("a, input, button")?.focus();
      return;
    }
    const isInside = current.contains(document.activeElement);
    onClose?.();
    // A press on another control has focused that one.
    if (isInside || isFocusLost()) button.current?.focus();
  };
  return (
    <div
      ref={(element) => {
        menu.current = element;
        if (typeof ref === "function") ref(element);
        else if (ref) ref.current = element;
      }}
      id={id}
      popover="auto"
      role="dialog"
      aria-label={label}
      onToggle={(event) => onToggle(event.newState === "open")}
      className={`menu ${className}`}
    >
      {children}
    </div>
  );
}

/** Puts the menu below its button, or where the window has room for it. */
function place(menu: HTMLElement, button: HTMLElement): void {
  const { bottom, left, right } = button.getBoundingClientRect();
  const { offsetWidth, offsetHeight } = menu;
  const start = left + offsetWidth + EDGE <= innerWidth ? left : right - offsetWidth;
  const within = (at: number, size: number, room: number) => Math.max(EDGE, Math.min(at, room - size - EDGE));
  menu.style.inset = "auto";
  menu.style.top = `${within(bottom + 4, offsetHeight, innerHeight)}px`;
  menu.style.left = `${within(start, offsetWidth, innerWidth)}px`;
}
