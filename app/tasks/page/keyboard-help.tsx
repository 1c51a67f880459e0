import { Keyboard } from "lucide-react";

const KEYS = [
  ["↑ ↓ or j k", "Move between tasks"],
  ["Enter or e", "Edit"],
  ["c", "Complete or reopen"],
  ["x", "Select; Shift ↑ ↓ selects more, Ctrl A all of the group"],
  ["t", "Change the date: then t, o, m, w or n"],
  ["# or Delete", "Delete"],
  ["Alt ↑ ↓", "Move within the group"],
  ["z", "Undo the last change"],
  ["Esc", "Close the form, or clear the selection"],
] as const;

/** The keys of the task list, which work while the focus is in it. */
export function KeyboardHelp() {
  return (
    <details className="needs-script text-sm text-muted pointer-coarse:hidden">
      <summary className="inline-flex min-h-8 items-center gap-1.5 rounded-md pe-2 hover:text-text">
        <Keyboard size={15} aria-hidden /> Keyboard
      </summary>
      <dl className="mt-1 grid grid-cols-[8rem_1fr] gap-y-1">
        {KEYS.map(([keys, meaning]) => (
          <div key={keys} className="contents">
            <dt>
              <kbd className="font-sans text-text">{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2">The keys work while a task has the focus: press Tab until one has.</p>
    </details>
  );
}
