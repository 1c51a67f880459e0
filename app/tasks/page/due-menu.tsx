import type { KeyboardEvent, ReactNode, RefObject } from "react";
import { Menu } from "#app/ui/menu.tsx";
import type { Planner } from "./load-planner.server.ts";
import type { RowContext } from "./row-context.ts";
import type { TaskRow } from "../task-view.ts";
import { viewPath } from "./views.ts";

interface DueMenuProps {
  row: TaskRow;
  context: RowContext;
  button: RefObject<HTMLElement | null>;
  onClose(): void;
}

/** The menu of dates to which a task can be moved. A letter presses its button. */
export function DueMenu({ row, context, button, onClose }: DueMenuProps) {
  const { days, timeZone, view } = context;
  const hidden = (
    <>
      <input type="hidden" name="intent" value="schedule" />
      <input type="hidden" name="id" value={row.id} />
      <input type="hidden" name="tz" value={timeZone} />
    </>
  );
  return (
    <Menu
      button={button}
      label={`When is “${row.title}” due?`}
      isOpenAtMount
      onClose={onClose}
      className="w-56 p-2 text-text"
    >
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form method="post" action={viewPath(view)} onSubmit={onClose} onKeyDown={pressByLetter}>
        {hidden}
        {quickDates(days).map(({ label, value, letter }) => (
          <button key={label} name="due" value={value} data-key={letter} className="menu-item">
            <span className="flex-1">{label}</span>
            <Key>{letter}</Key>
          </button>
        ))}
      </form>
      <form
        method="post"
        action={viewPath(view)}
        onSubmit={onClose}
        className="mt-2 space-y-2 border-t border-line px-2 pt-2"
      >
        {hidden}
        <label className="block space-y-1">
          <span className="text-muted">A day</span>
          <input type="date" name="due" required defaultValue={row.values.date} className="field" />
        </label>
        <button className="button w-full">Move</button>
      </form>
    </Menu>
  );
}

/** The dates that menus offer, with the letters that choose them. */
export function quickDates(days: Planner["days"]) {
  return [
    { label: "Today", value: days.today, letter: "t" },
    { label: "Tomorrow", value: days.tomorrow, letter: "o" },
    { label: "Next Monday", value: days.monday, letter: "m" },
    { label: "Next week", value: days.nextWeek, letter: "w" },
    { label: "No date", value: "", letter: "n" },
  ];
}

export function pressByLetter(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (target instanceof Element && target.matches("input, select, textarea")) return;
  const button = [...currentTarget.querySelectorAll<HTMLElement>("[data-key]")].find(
    (one) => one.dataset.key === key.toLowerCase(),
  );
  if (!button) return;
  event.preventDefault();
  event.stopPropagation();
  button.click();
}

function Key({ children }: { children: ReactNode }) {
  return (
    <kbd
      aria-hidden
      className="rounded border border-line px-1.5 font-sans text-xs text-muted uppercase pointer-coarse:hidden"
    >
      {children}
    </kbd>
  );
}
