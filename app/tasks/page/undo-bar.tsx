import { NoticeBar, UndoButton } from "#app/ui/notice-bar.tsx";
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
    <NoticeBar text={notice.text} onClose={onClose} className="bottom-4">
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
          <UndoButton />
        </form>
      )}
    </NoticeBar>
  );
}
