import { AtSign, CalendarPlus, Flag, Hash, Repeat, Timer } from "lucide-react";
import { useRef, useState } from "react";
import { Link } from "react-router";
import { useHydrated } from "remix-utils/use-hydrated";
import type { TaskRow } from "../task-view.ts";
import { DueMenu } from "./due-menu.tsx";
import { REVEALED, type RowContext } from "./row-context.ts";
import { viewPath } from "./views.ts";

export const COLORS: Record<TaskRow["priority"], string> = {
  urgent: "text-danger",
  high: "text-warning",
  normal: "text-muted",
  low: "text-muted opacity-70",
};

const PRIORITIES: Record<TaskRow["priority"], string | null> = {
  urgent: "Urgent",
  high: "High priority",
  normal: null,
  low: "Low priority",
};

/** Due date, repetition, priority, list and tags; none of them by colour alone. */
export function TaskFacts({ row, context }: { row: TaskRow; context: RowContext }) {
  const priority = PRIORITIES[row.priority];
  return (
    <div className="flex flex-wrap items-center gap-x-3 text-[0.8125rem] leading-5 text-muted empty:hidden">
      {!row.completed && <DueControl row={row} context={context} />}
      {row.completed && row.due && <span>Due {row.due}</span>}
      {row.repeats && (
        <span className="inline-flex items-center gap-1">
          <Repeat size={12} aria-hidden /> {row.repeats}
        </span>
      )}
      {row.duration && (
        <span className="inline-flex items-center gap-1">
          <Timer size={12} aria-hidden /> {row.duration}
        </span>
      )}
      {priority && (
        <span className={`inline-flex items-center gap-1 ${COLORS[row.priority].replace(" opacity-70", "")}`}>
          <Flag size={12} aria-hidden /> {priority}
        </span>
      )}
      {row.list && !(context.view.kind === "list") && (
        <Link
          to={viewPath({ kind: "list", name: row.list })}
          className="inline-flex items-center gap-0.5 hover:text-text hover:underline"
        >
          <Hash size={12} aria-hidden /> {row.list}
        </Link>
      )}
      {row.tags.map((tag) => (
        <Link
          key={tag}
          to={viewPath({ kind: "tag", name: tag })}
          className="inline-flex items-center gap-0.5 hover:text-text hover:underline"
        >
          <AtSign size={12} aria-hidden /> {tag}
        </Link>
      ))}
    </div>
  );
}

const capitalized = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** The due date, which opens a menu of other dates. Without a script it leads to the task's form. */
function DueControl({ row, context }: { row: TaskRow; context: RowContext }) {
  const isHydrated = useHydrated();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const text = row.due ? (
    <>
      {row.overdue && "Overdue: "}
      <time dateTime={row.dueDateTime ?? undefined}>{row.overdue ? row.due : capitalized(row.due)}</time>
    </>
  ) : (
    <>
      <CalendarPlus size={12} aria-hidden /> Set date
    </>
  );
  const look = `inline-flex min-h-6 items-center gap-1 rounded hover:underline ${row.overdue ? "font-medium text-danger" : "hover:text-text"} ${row.due ? "" : `${REVEALED} pointer-fine:absolute pointer-fine:end-14 pointer-fine:top-2 pointer-fine:bg-surface pointer-fine:px-1`}`;
  if (!isHydrated) {
    return row.due ? (
      <a href={viewPath(context.view, { edit: row.id })} className={look}>
        {text}
      </a>
    ) : null;
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        data-due
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={row.due ? undefined : `Set date for “${row.title}”`}
        title="Change the date"
        onClick={() => setOpen(true)}
        className={look}
      >
        {text}
      </button>
      {isOpen && <DueMenu row={row} context={context} button={button} onClose={() => setOpen(false)} />}
    </>
  );
}
