import type { TaskItem, WorkflowItem } from "#app/chatkit/protocol/items.ts";
import type { Task } from "#app/chatkit/protocol/workflows.ts";

/** What the assistant did on its way to an answer, folded. */
export function Activity({ item }: { item: WorkflowItem | TaskItem }) {
  const tasks = item.type === "task" ? [item.task] : item.workflow.tasks;
  const summary = item.type === "workflow" ? item.workflow.summary : undefined;
  const title =
    summary && "title" in summary
      ? summary.title
      : summary && "duration" in summary
        ? `Thought for ${summary.duration} s`
        : (tasks.at(-1)?.title ?? "Working");
  return (
    <details className="text-sm text-muted" open={item.type === "workflow" && item.workflow.expanded}>
      <summary className="inline-flex min-h-8 items-center gap-1.5 rounded-md hover:text-text">
        {title}
      </summary>
      <ul className="ms-1 space-y-1.5 border-s border-line py-1 ps-3">
        {tasks.map((task, index) => (
          <li key={index}>
            {task.title && <span className="font-medium">{task.title}</span>}
            <TaskDetail task={task} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function TaskDetail({ task }: { task: Task }) {
  switch (task.type) {
    case "custom":
    case "thought":
      return task.content ? <p className="whitespace-pre-wrap">{task.content}</p> : null;
    case "web_search":
      return (
        <ul>
          {task.sources.map((source) => (
            <li key={source.url}>
              <a className="underline" href={source.url} target="_blank" rel="noopener noreferrer nofollow">
                {source.title}
              </a>
            </li>
          ))}
        </ul>
      );
    case "file":
      return <p>{task.sources.map((source) => source.filename).join(", ")}</p>;
    case "image":
      return null;
  }
}
