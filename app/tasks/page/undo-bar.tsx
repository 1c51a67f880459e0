import { Undo2, X } from "lucide-react";
import { viewPath, type TaskView } from "./views.ts";

export interface Notice {
  text: string;
  /** The change that the bar's button undoes. */
  change?: string;
}

interface UndoBarProps {
  notice: Notice;
  view: TaskView;
  onClose(): void;
  onUndo(): void;
}

/** Says what was done last, and undoes it. */
export function UndoBar({ notice, view, onClose, onUndo }: UndoBarProps) {
  if (notice.text === "") return null;
  return (
    <div
      data-undo-bar
      className="fixed inset-x-0 bottom-4 z-30 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-2 rounded-xl bg-ink py-1.5 ps-4 pe-1.5 text-sm text-on-ink shadow-lg"
    >
      <p className="min-w-0 truncate">{notice.text}</p>
      {notice.change && (
        <form
          method="post"
          action={viewPath(view)}
          onSubmit={(event) => {
            event.preventDefault();
            onUndo();
          }}
        >
          <input type="hidden" name="change" value={notice.change} />
          <button
            name="intent"
            value="undo"
            className="inline-flex min-h-8 items-center gap-1.5 rounded-lg px-2.5 font-semibold hover:bg-on-ink/15 focus-visible:outline-on-ink"
          >
            <Undo2 size={15} aria-hidden /> Undo
          </button>
        </form>
      )}
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
