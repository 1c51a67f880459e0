import { Circle, CircleCheck } from "lucide-react";
import { Form } from "react-router";
import { EditTask } from "./edit-task.tsx";
import type { TaskFormProblem } from "./task-forms.server.ts";
import type { TaskRow } from "./task-row.ts";

interface TaskListProps {
  rows: TaskRow[];
  problem: TaskFormProblem | undefined;
}

export function TaskList({ rows, problem }: TaskListProps) {
  return (
    <ul className="divide-y divide-line border-y border-line">
      {rows.map((row) => (
        <TaskItem key={row.id} row={row} problem={problem?.id === row.id ? problem : undefined} />
      ))}
    </ul>
  );
}

function TaskItem({ row, problem }: { row: TaskRow; problem: TaskFormProblem | undefined }) {
  return (
    <li className="relative py-1.5" data-task={row.id}>
      <div className="flex min-h-9 items-start gap-2 pe-11">
        <Form method="post" preventScrollReset>
          <input type="hidden" name="id" value={row.id} />
          <button
            name="intent"
            value={row.completed ? "reopen" : "complete"}
            className="icon-button"
            aria-label={`${row.completed ? "Reopen" : "Complete"} “${row.title}”`}
          >
            {row.completed ? <CircleCheck size={20} aria-hidden /> : <Circle size={20} aria-hidden />}
          </button>
        </Form>
        <div className="min-w-0 flex-1 py-1">
          <p className={`break-words ${row.completed ? "text-muted line-through" : ""}`}>{row.title}</p>
          <Facts row={row} />
        </div>
      </div>
      <EditTask key={row.version} row={row} problem={problem} />
    </li>
  );
}

/** The due date and the priority, in words and not by colour alone. */
function Facts({ row }: { row: TaskRow }) {
  const isPlain = row.priority === "normal" && row.due === null;
  if (isPlain) return null;
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted">
      {row.due !== null && (
        <span className={row.overdue ? "font-medium text-danger" : ""}>
          {row.overdue ? "Overdue: " : "Due "}
          <time dateTime={row.dueDateTime ?? undefined}>{row.due}</time>
        </span>
      )}
      {row.priority !== "normal" && (
        <span className={row.priority === "high" && !row.completed ? "font-medium text-text" : ""}>
          {row.priority === "high" ? "High priority" : "Low priority"}
        </span>
      )}
    </p>
  );
}
