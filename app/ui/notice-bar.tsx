import { Undo2, X } from "lucide-react";
import type { ReactNode } from "react";

interface NoticeBarProps {
  text: string;
  onClose(): void;
  /** Where it is above the window's end: a class such as `bottom-4`. */
  className: string;
  /** The form that takes it back, with an `UndoButton`. */
  children?: ReactNode;
}

/** A bar that says what was done last. */
export function NoticeBar({ text, onClose, className, children }: NoticeBarProps) {
  return (
    <div
      data-undo-bar
      className={`fixed inset-x-0 z-30 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-2 rounded-xl bg-ink py-1.5 ps-4 pe-1.5 text-sm text-on-ink shadow-lg ${className}`}
    >
      <p className="line-clamp-2 min-w-0">{text}</p>
      {children}
      <button
        type="button"
        onClick={onClose}
        aria-label="Close"
        className="needs-script inline-flex size-8 items-center justify-center rounded-lg hover:bg-on-ink/15 focus-visible:outline-on-ink"
      >
        <X size={15} aria-hidden />
      </button>
    </div>
  );
}

/** The button of the form in a notice bar. */
export function UndoButton() {
  return (
    <button
      name="intent"
      value="undo"
      className="inline-flex min-h-8 items-center gap-1.5 rounded-lg px-2.5 font-semibold hover:bg-on-ink/15 focus-visible:outline-on-ink"
    >
      <Undo2 size={15} aria-hidden /> Undo
    </button>
  );
}
