import type { TaskGroup } from "./group-tasks.ts";
import { rowsIn, select } from "./rows.ts";
import type { RowContext } from "./row-context.ts";
import { TaskItem } from "./task-item.tsx";
import type { TaskRow } from "../task-view.ts";

interface TaskGroupsProps {
  groups: TaskGroup<TaskRow>[];
  context: RowContext;
}

/** The tasks under their headings. */
export function TaskGroups({ groups, context }: TaskGroupsProps) {
  return groups.map(({ id, label, size, tasks }) => (
    <section key={id} aria-labelledby={`group-${id}`} className="mb-6">
      <div className="group/head flex items-baseline gap-2 border-b border-line pb-1">
        <h3
          id={`group-${id}`}
          tabIndex={-1}
          className={`text-sm font-semibold outline-none ${id === "overdue" ? "text-danger" : ""}`}
        >
          {label}
        </h3>
        <span className="text-sm text-muted tabular-nums">{size}</span>
        <button
          type="button"
          onClick={(event) => selectGroup(event.currentTarget)}
          className="needs-script ms-auto rounded px-1 text-xs text-muted opacity-0 group-hover/head:opacity-100 group-has-[[data-select]:checked]/list:opacity-100 hover:text-text focus-visible:opacity-100 pointer-coarse:hidden pointer-coarse:group-data-selecting/list:block pointer-coarse:group-data-selecting/list:opacity-100"
        >
          Select all <span className="sr-only">of {label}</span>
        </button>
      </div>
      <ul data-group={id} className="relative lg:pointer-fine:-ms-6">
        {tasks.map((row, index) => (
          <TaskItem key={row.id} row={row} context={context} isTabStop={index === 0} />
        ))}
      </ul>
    </section>
  ));
}

function selectGroup(button: HTMLElement): void {
  const section = button.closest("section");
  if (!section) return;
  const rows = rowsIn(section);
  const isAll = section.querySelector("[data-select]:not(:checked)") === null;
  select(rows, !isAll);
}
