import { ChevronRight, Plus } from "lucide-react";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useHydrated } from "remix-utils/use-hydrated";
import type { FormProblem } from "./form-problem.ts";
import { PreviewLine } from "./preview-line.tsx";
import { FieldError, TaskFields } from "./task-fields.tsx";
import { shiftOffsets } from "./task-lines.ts";
import { usePreview } from "./use-preview.ts";
import { type TaskView, viewPath } from "./views.ts";

interface QuickAddProps {
  view: TaskView;
  problem: FormProblem | undefined;
  lists: string[];
  today: string;
  timeZone: string;
}

const DETAILS = ["date", "priority", "list", "tags", "notes", "repeat"] as const;

/**
 * The form that adds tasks: one line for a task, or several lines for several. Below it is what the server has
 * understood, and the fields for everything that the line can say.
 */
export function QuickAdd({ view, problem, lists, today, timeZone }: QuickAddProps) {
  const { values = {}, errors = {} } = problem ?? {};
  const [text, setText] = useState(values.text ?? "");
  const [ignored, setIgnored] = useState<number[]>([]);
  const preview = usePreview(text, ignored, timeZone);
  const isHydrated = useHydrated();
  const field = useRef<HTMLTextAreaElement>(null);
  const errorId = useId();
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.currentTarget.form?.requestSubmit();
  };
  const onChange = (next: string) => {
    setIgnored(shiftOffsets(ignored, text, next));
    setText(next);
  };
  return (
    <form
      method="post"
      encType="multipart/form-data"
      action={viewPath(view)}
      onReset={() => onChange("")}
      className="mb-4 space-y-2"
      aria-label="Add a task"
      data-quick-add
    >
      <input type="hidden" name="intent" value="add" />
      <input type="hidden" name="tz" value={timeZone} />
      <input type="hidden" name="ignored" value={ignored.join()} />
      <ViewDefaults view={view} today={today} />
      <div className="flex items-start gap-2">
        <textarea
          ref={field}
          name="text"
          rows={1}
          required
          maxLength={20_000}
          autoComplete="off"
          enterKeyHint="done"
          defaultValue={values.text}
          onChange={(event) => onChange(event.currentTarget.value)}
          onKeyDown={isHydrated ? onKeyDown : undefined}
          aria-label="New task"
          placeholder={placeholderOf(view)}
          className="field field-sizing-content max-h-60 resize-none"
          aria-invalid={errors.text ? true : undefined}
          aria-describedby={errors.text ? errorId : undefined}
        />
        <button className="button-primary min-h-10">
          <Plus size={16} aria-hidden /> Add
        </button>
      </div>
      <FieldError id={errorId} message={errors.text} />
      {preview && (
        <PreviewLine
          preview={preview}
          onIgnore={(start) => {
            setIgnored([...ignored, start]);
            field.current?.focus();
          }}
        />
      )}
      <details open={DETAILS.some((name) => errors[name])} className="group">
        <summary className="inline-flex min-h-8 items-center gap-1 rounded-md pe-2 text-sm text-muted hover:text-text">
          <ChevronRight size={14} aria-hidden className="transition-transform group-open:rotate-90" /> Date,
          priority, list and more
        </summary>
        <div className="pt-2">
          <TaskFields values={values} errors={errors} lists={lists} anyPriority />
        </div>
      </details>
    </form>
  );
}

/** What the view gives a new task whose line doesn't say it. */
function ViewDefaults({ view, today }: { view: TaskView; today: string }) {
  if (view.kind === "list") return <input type="hidden" name="inList" value={view.name} />;
  if (view.kind === "tag") return <input type="hidden" name="inTag" value={view.name} />;
  return view.kind === "today" ? <input type="hidden" name="inDay" value={today} /> : null;
}

function placeholderOf(view: TaskView): string {
  switch (view.kind) {
    case "today":
      return "Add a task for today, or: Buy milk tomorrow at 5pm #home";
    case "list":
      return `Add a task to ${view.name}`;
    case "tag":
      return `Add a task with @${view.name}`;
    default:
      return "Buy milk tomorrow at 5pm #home";
  }
}
