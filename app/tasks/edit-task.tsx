import { Pencil } from "lucide-react";
import { useId } from "react";
import { Form } from "react-router";
import { DueAndPriority, FieldError } from "./task-fields.tsx";
import type { TaskFormProblem } from "./task-forms.server.ts";
import type { TaskRow } from "./task-row.ts";

/**
 * The form that edits a task, in a disclosure that needs no script. It closes after a change, because its
 * React key is the task's version.
 */
export function EditTask({ row, problem }: { row: TaskRow; problem: TaskFormProblem | undefined }) {
  const errorId = useId();
  const { errors = {} } = problem ?? {};
  const values = problem?.values ?? row.values;
  return (
    <details open={problem !== undefined}>
      <summary className="icon-button absolute end-0 top-2" aria-label={`Edit “${row.title}”`}>
        <Pencil size={16} aria-hidden />
      </summary>
      <Form
        method="post"
        preventScrollReset
        className="space-y-3 pb-3 pt-2 sm:ps-10"
        aria-label={`Edit “${row.title}”`}
      >
        <input type="hidden" name="id" value={row.id} />
        <label className="block space-y-1 text-sm">
          <span className="text-muted">Title</span>
          <input
            name="title"
            required
            maxLength={300}
            defaultValue={values.title}
            className="field"
            aria-invalid={errors.title ? true : undefined}
            aria-describedby={errors.title ? errorId : undefined}
          />
        </label>
        <FieldError id={errorId} message={errors.title} />
        <DueAndPriority values={values} errors={errors} anyPriority={false} />
        <div className="flex justify-between gap-3">
          <button name="intent" value="update" className="button-primary">
            Save
          </button>
          <button name="intent" value="delete" formNoValidate className="button text-danger">
            Delete
          </button>
        </div>
      </Form>
    </details>
  );
}
