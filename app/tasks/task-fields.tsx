import { useId } from "react";
import type { TaskFormProblem } from "./task-forms.server.ts";

interface FieldProps {
  values: Record<string, string>;
  errors: TaskFormProblem["errors"];
}

/** The fields for a task's due date, time and priority. */
export function DueAndPriority({ values, errors, anyPriority }: FieldProps & { anyPriority: boolean }) {
  const id = useId();
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-[1fr_1fr_1fr]">
      <label className="space-y-1 text-sm">
        <span className="text-muted">Due on</span>
        <input
          type="date"
          name="date"
          defaultValue={values.date}
          className="field"
          aria-invalid={errors.date ? true : undefined}
          aria-describedby={errors.date ? id : undefined}
        />
      </label>
      <label className="space-y-1 text-sm">
        <span className="text-muted">At</span>
        <input type="time" name="time" defaultValue={values.time} className="field" />
      </label>
      <label className="col-span-2 space-y-1 text-sm sm:col-span-1">
        <span className="text-muted">Priority</span>
        <select name="priority" defaultValue={values.priority} className="field">
          {anyPriority && <option value="">As in the line</option>}
          <option value="low">Low</option>
          <option value="normal">Normal</option>
          <option value="high">High</option>
        </select>
      </label>
      <FieldError id={id} message={errors.date ?? errors.priority} />
    </div>
  );
}

export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <p id={id} className="col-span-full text-sm text-danger">
      {message}
    </p>
  );
}
