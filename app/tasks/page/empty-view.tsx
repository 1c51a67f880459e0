import { Link } from "react-router";
import { type TaskView, viewPath } from "./views.ts";

/** What to do next in a view without tasks. */
export function EmptyView({ view, open }: { view: TaskView; open: number }) {
  return (
    <div className="space-y-3 py-8">
      <p className="text-muted">{words(view, open)}</p>
      {view.kind === "today" && open > 0 && (
        <Link to={viewPath({ kind: "upcoming" })} className="button">
          Show what comes next
        </Link>
      )}
      {view.kind === "search" && (
        <Link to={viewPath({ kind: "all" })} className="button">
          Show all open tasks
        </Link>
      )}
    </div>
  );
}

function words(view: TaskView, open: number): string {
  switch (view.kind) {
    case "today":
      return open > 0
        ? "Nothing to do today. Write a task into the line above, or look at what comes next."
        : "Nothing to do. Write your first task into the line above; a date, a #list and a priority can be part of it.";
    case "upcoming":
      return "Nothing is planned for the coming days. Add a task with a date, such as “Call Ann on Friday at 3pm”.";
    case "overdue":
      return "Nothing is overdue.";
    case "inbox":
      return "The inbox is empty. Tasks without a list arrive here.";
    case "all":
      return "Nothing to do. Write your next task into the line above.";
    case "completed":
      return "Nothing is completed yet. Press the circle beside a task when it is done.";
    case "list":
      return "No open tasks in this list. Add one in the line above.";
    case "tag":
      return "No open tasks with this tag. Add one in the line above.";
    case "search":
      return `Nothing matches “${view.name}”. Try another word, or fewer of them.`;
  }
}
