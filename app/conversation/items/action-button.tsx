import type { ReactNode } from "react";

interface ActionButtonProps {
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
  /** An icon of 16 pixels. */
  children: ReactNode;
}

/** One of the small buttons beneath a message. */
export function ActionButton({ label, pressed, disabled, onClick, children }: ActionButtonProps) {
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={label}
      title={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
