import type { ReactNode, Ref } from "react";

interface ActionButtonProps {
  ref?: Ref<HTMLButtonElement>;
  label: string;
  pressed?: boolean;
  disabled?: boolean;
  onClick(): void;
  /** An icon of 16 pixels. */
  children: ReactNode;
}

/** A small icon button beneath a message. */
export function ActionButton({ ref, label, pressed, disabled, onClick, children }: ActionButtonProps) {
  return (
    <button
      ref={ref}
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
