import { CalendarDays, CheckCheck, Trash2, X } from "lucide-react";
import { pressByLetter, quickDates } from "./due-menu.tsx";
import type { RowContext } from "./row-context.ts";
import { viewPath } from "./views.ts";

/**
 * What can be done with the selected tasks. It is shown while a checkbox of the list is checked, by CSS, so that it
 * works without a script.
 */
export function BulkBar({ context, count }: { context: RowContext; count: number }) {
  const { view, days, timeZone, lists } = context;
  return (
    // A letter presses the button that it is printed on, once one of them has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      id="selection"
      method="post"
      action={viewPath(view)}
      onKeyDown={pressByLetter}
      aria-label="Change the selected tasks"
      className="sticky bottom-3 z-20 mt-4 hidden flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-raised p-2.5 text-sm shadow-composer group-has-[[data-select]:checked]/list:flex"
    >
      <input type="hidden" name="tz" value={timeZone} />
      <p className="px-1 font-medium tabular-nums">{count > 0 ? `${count} selected` : "Selected"}</p>
      <div className="ms-auto flex items-center gap-1">
        <button name="act" value="complete" className={SMALL}>
          <CheckCheck size={15} aria-hidden /> Complete
        </button>
        <button name="act" value="delete" className={`${SMALL} text-danger`}>
          <Trash2 size={15} aria-hidden /> Delete
        </button>
        <button
          type="reset"
          className="icon-button"
          aria-label="Clear the selection"
          title="Clear the selection"
        >
          <X size={16} aria-hidden />
        </button>
      </div>
      <div className="flex w-full items-center gap-x-4 gap-y-2 *:flex-none max-md:overflow-x-auto max-md:p-0.5 md:flex-wrap">
        <div className="flex items-center gap-1 md:flex-wrap" role="group" aria-label="Move to a day">
          <CalendarDays size={16} className="text-muted" aria-hidden />
          {quickDates(days).map(({ label, value, letter }) => (
            <button key={label} name="act" value={`schedule:${value}`} data-key={letter} className={SMALL}>
              {label}
            </button>
          ))}
          <input type="date" name="day" aria-label="Another day" className={FIELD} />
          <button name="act" value="schedule" className={SMALL}>
            Move
          </button>
        </div>
        <div className="flex items-center gap-1" role="group" aria-label="Set a priority">
          <select name="priority" aria-label="Priority" className={FIELD} defaultValue="high">
            <option value="urgent">Urgent</option>
            <option value="high">High</option>
            <option value="normal">Normal</option>
            <option value="low">Low</option>
          </select>
          <button name="act" value="prioritize" className={SMALL}>
            Set priority
          </button>
        </div>
        <div className="flex items-center gap-1" role="group" aria-label="Move to a list">
          <input
            name="list"
            list="selection-lists"
            maxLength={60}
            placeholder="Inbox"
            aria-label="List"
            autoComplete="off"
            className={`${FIELD} w-28`}
          />
          <datalist id="selection-lists">
            {lists.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </datalist>
          <button name="act" value="move" className={SMALL}>
            Move to list
          </button>
        </div>
      </div>
    </form>
  );
}

const SMALL = "button min-h-8 px-2.5";
const FIELD = "h-8 rounded-lg border border-line bg-surface px-2";
