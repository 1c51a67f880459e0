import { useId } from "react";
import { Field, FieldError, TaskFields } from "./task-fields.tsx";
import type { RowContext } from "./row-context.ts";
import type { TaskRow } from "../task-view.ts";
import { viewPath } from "./views.ts";

/** The form of a task, in place of its row. Enter saves, Escape cancels. */
export function EditTask({ row, context }: { row: TaskRow; context: RowContext }) {
  const errorId = useId();
  const { view, timeZone, lists } = context;
  const problem = context.problem?.form === row.id ? context.problem : undefined;
  const { errors = {}, values = row.values } = problem ?? {};
  return (
    <div className="my-2 space-y-3 rounded-xl border border-line p-3" data-editing={row.id}>
      <form method="post" action={viewPath(view)} className="space-y-3" aria-label={`Edit “${row.title}”`}>
        {/* Enter presses the first button of a form, which has to be this one. */}
        <button name="intent" value="update" className="sr-only" tabIndex={-1} aria-hidden>
          Save
        </button>
        <input type="hidden" name="id" value={row.id} />
        <input type="hidden" name="tz" value={timeZone} />
        <label className="block space-y-1 text-sm">
          <span className="text-muted">Title</span>
          <input
            name="title"
            required
            maxLength={300}
            autoComplete="off"
            // The user has just asked for this form.
            // oxlint-disable-next-line jsx-a11y/no-autofocus
            autoFocus
            defaultValue={values.title}
            className="field"
            aria-invalid={errors.title ? true : undefined}
            aria-describedby={errors.title ? errorId : undefined}
          />
        </label>
        <FieldError id={errorId} message={errors.title} />
        <TaskFields values={values} errors={errors} lists={lists}>
          <Field
            values={values}
            errors={errors}
            name="duration"
            label="Minutes it takes"
            inputMode="numeric"
          />
          <Field
            values={values}
            errors={errors}
            name="remind"
            label="Remind (minutes before)"
            inputMode="numeric"
          />
        </TaskFields>
        <div className="flex flex-wrap gap-2">
          <button name="intent" value="update" className="button-primary">
            Save
          </button>
          <a href={viewPath(view)} data-cancel className="button">
            Cancel
          </a>
          <button name="intent" value="delete" formNoValidate className="button ms-auto text-danger">
            Delete
          </button>
        </div>
      </form>
      {!row.isSubtask && !row.completed && (
        <form
          method="post"
          action={viewPath(view)}
          className="flex gap-2 border-t border-line pt-3"
          aria-label="Add a subtask"
        >
          <input type="hidden" name="intent" value="add" />
          <input type="hidden" name="parent" value={row.id} />
          <input type="hidden" name="tz" value={timeZone} />
          <input
            name="text"
            required
            maxLength={300}
            autoComplete="off"
            aria-label="New subtask"
            placeholder="Add a subtask"
            className="field"
          />
          <button className="button min-h-10">Add</button>
        </form>
      )}
    </div>
  );
}
