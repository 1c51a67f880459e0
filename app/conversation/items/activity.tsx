import { Check, ChevronRight, LoaderCircle } from "lucide-react";
import type { TaskItem, WorkflowItem } from "#app/chatkit/protocol/items.ts";
import type { Task } from "#app/chatkit/protocol/workflows.ts";
import { ELSEWHERE } from "#app/ui/links.ts";
import { isWebUrl } from "./sources.tsx";

interface ActivityProps {
  item: WorkflowItem | TaskItem;
  /** The turn is still running. */
  isRunning: boolean;
}

/** The steps of an answer (reasoning summaries, tools, searches), folded. */
export function Activity({ item, isRunning }: ActivityProps) {
  const tasks = item.type === "task" ? [item.task] : item.workflow.tasks;
  return (
    <details
      className="group/activity text-sm text-muted"
      open={item.type === "workflow" && item.workflow.expanded}
    >
      <summary className="-ms-1.5 inline-flex min-h-8 max-w-full items-center gap-1 rounded-md px-1.5 hover:text-text">
        <ChevronRight
          size={16}
          className="flex-none transition-transform group-open/activity:rotate-90"
          aria-hidden
        />
        <span className={`truncate ${isRunning ? "animate-pulse" : ""}`}>{titleOf(item, isRunning)}</span>
      </summary>
      <ol className="ms-2 mt-1 space-y-2 border-s border-line py-1 ps-4">
        {tasks.map((task, index) => (
          // Tasks are only added at the end, so an index is a stable key.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            {task.title && (
              <span className="flex items-center gap-1.5 font-medium">
                {task.title}
                <Indicator status={task.status_indicator} isRunning={isRunning} />
              </span>
            )}
            <TaskDetail task={task} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function titleOf(item: WorkflowItem | TaskItem, isRunning: boolean): string {
  if (item.type === "task") return item.task.title ?? "Working";
  const { summary, tasks, type } = item.workflow;
  if (summary && "title" in summary) return summary.title;
  if (summary && "duration" in summary) {
    return summary.duration < 1 ? "Thought for a moment" : `Thought for ${summary.duration} s`;
  }
  if (type === "reasoning") return isRunning ? (tasks.at(-1)?.title ?? "Thinking…") : "Thoughts";
  if (!isRunning && tasks.length > 1) return `${tasks.length} steps`;
  return tasks.at(-1)?.title ?? "Working";
}

function Indicator({ status, isRunning }: { status: Task["status_indicator"]; isRunning: boolean }) {
  if (status === "loading" && isRunning)
    return <LoaderCircle size={14} className="animate-spin" aria-label="under way" />;
  if (status === "complete") return <Check size={14} aria-label="done" />;
  return null;
}

function TaskDetail({ task }: { task: Task }) {
  switch (task.type) {
    case "thought":
      return <Thought text={task.content} />;
    case "custom":
      return task.content ? <Content text={task.content} /> : null;
    case "web_search":
      return (
        <>
          {task.queries.length > 0 && <p>{task.queries.join(", ")}</p>}
          <ul>
            {task.sources
              .filter(({ url }) => isWebUrl(url))
              .map((source) => (
                <li key={source.url} className="truncate">
                  <a className="underline" href={source.url} {...ELSEWHERE}>
                    {source.title}
                  </a>
                </li>
              ))}
          </ul>
        </>
      );
    case "file":
      return <p>{task.sources.map((source) => source.filename).join(", ")}</p>;
    case "image":
      return null;
  }
}

/** A thought, which models begin with a heading between asterisks. */
function Thought({ text }: { text: string }) {
  const [begin = "", heading] = /^\*\*([^*\n]+)\*\*\s*(?:\n|$)/.exec(text) ?? [];
  const rest = text.slice(begin.length);
  return (
    <>
      {heading && <p className="font-medium">{heading}</p>}
      {rest && <Content text={rest} />}
    </>
  );
}

/** A text in which code stands between fences: what a tool was given, and what it returned. */
function Content({ text }: { text: string }) {
  return text.split(/^`{3,}$/m).map((part, index) => (
    // The text is split as a whole each time.
    // oxlint-disable-next-line react/no-array-index-key
    <p key={index} className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      {index % 2 ? <code>{part.trim()}</code> : part.trim()}
    </p>
  ));
}
