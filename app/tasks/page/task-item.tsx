import { Check, Circle, CircleCheck, GripVertical, Pencil } from "lucide-react";
import type { TaskRow } from "../task-view.ts";
import { EditTask } from "./edit-task.tsx";
import { REVEALED, type RowContext } from "./row-context.ts";
import { COLORS, TaskFacts } from "./task-facts.tsx";
import { viewPath } from "./views.ts";

interface TaskItemProps {
  row: TaskRow;
  context: RowContext;
  /** One row of a group is a stop of the Tab key; the arrow keys move from there. */
  isTabStop: boolean;
}

/** A task, with its subtasks below it. */
export function TaskItem({ row, context, isTabStop }: TaskItemProps) {
  const isEditing = context.editing === row.id;
  return (
    <>
      {/* The arrow keys move between rows; the controls in them are stops of the Tab key, too. */}
      {/* oxlint-disable jsx-a11y/no-noninteractive-tabindex */}
      <li
        data-task={row.id}
        data-subtask={row.isSubtask ? "" : undefined}
        tabIndex={isTabStop ? 0 : -1}
        aria-label={row.title}
        className="group/row relative scroll-my-24 border-b border-line last:border-transparent focus-visible:outline-offset-[-2px] data-subtask:ms-7"
      >
        {isEditing ? (
          <EditTask key={row.version} row={row} context={context} />
        ) : (
          <PlainRow row={row} context={context} />
        )}
      </li>
      {/* oxlint-enable jsx-a11y/no-noninteractive-tabindex */}
      {row.subtasks.map((subtask) => (
        <TaskItem key={subtask.id} row={subtask} context={context} isTabStop={false} />
      ))}
    </>
  );
}

function PlainRow({ row, context }: { row: TaskRow; context: RowContext }) {
  const isToggling = context.toggling.has(row.id);
  const isDone = row.completed !== isToggling;
  return (
    <div className="flex items-start gap-1 py-1">
      <input
        type="checkbox"
        name="id"
        value={row.id}
        form="selection"
        data-select
        aria-label={`Select “${row.title}”`}
        className="mt-2 size-4 flex-none accent-accent-strong opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 group-focus/row:opacity-100 checked:opacity-100 group-has-[[data-select]:checked]/list:opacity-100 pointer-coarse:hidden pointer-coarse:group-data-selecting/list:block pointer-coarse:group-data-selecting/list:opacity-100 noscript:opacity-100 pointer-coarse:noscript:block"
      />
      <form method="post" action={viewPath(context.view)} className="flex-none">
        <input type="hidden" name="id" value={row.id} />
        <button
          name="intent"
          value={row.completed ? "reopen" : "complete"}
          className="group/check icon-button"
          aria-label={`${row.completed ? "Reopen" : "Complete"} “${row.title}”`}
        >
          <CompletionIcon priority={row.priority} isDone={isDone} />
        </button>
      </form>
      <div className="min-w-0 flex-1 py-1 ps-1">
        <p className={`text-[0.9375rem] leading-6 wrap-anywhere ${isDone ? "text-muted line-through" : ""}`}>
          {row.title}
        </p>
        {row.notes && (
          <p className="line-clamp-2 text-sm whitespace-pre-line text-muted wrap-anywhere">{row.notes}</p>
        )}
        <TaskFacts row={row} context={context} />
      </div>
      <a
        href={viewPath(context.view, { edit: row.id })}
        data-edit={row.id}
        className={`icon-button ${REVEALED} noscript:opacity-100`}
        aria-label={`Edit “${row.title}”`}
        title="Edit"
      >
        <Pencil size={15} aria-hidden />
      </a>
      {!row.completed && !row.isSubtask && (
        <span
          data-grip
          title="Drag to order (Alt and arrow keys)"
          className={`icon-button needs-script w-5 cursor-grab touch-none ${REVEALED}`}
        >
          <GripVertical size={15} aria-hidden />
        </span>
      )}
    </div>
  );
}

function CompletionIcon({ priority, isDone }: { priority: TaskRow["priority"]; isDone: boolean }) {
  if (isDone)
    return <CircleCheck size={20} className={priority === "normal" ? "" : COLORS[priority]} aria-hidden />;
  const strength = priority === "urgent" || priority === "high" ? 2.5 : 1.75;
  return (
    <span className={`relative ${COLORS[priority]}`}>
      <Circle
        size={20}
        strokeWidth={strength}
        fill="currentColor"
        fillOpacity={strength > 2 ? 0.1 : 0}
        aria-hidden
      />
      <Check
        size={12}
        className="absolute start-1 top-1 opacity-0 group-hover/check:opacity-100"
        strokeWidth={3}
        aria-hidden
      />
    </span>
  );
}
