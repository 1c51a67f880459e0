import { useId, type ReactNode } from "react";
import type { FormProblem } from "./form-problem.ts";

interface FieldsProps {
  values: Record<string, string>;
  errors: FormProblem["errors"];
  lists: string[];
  /** Whether the priority may be left to the line. */
  anyPriority?: boolean;
  children?: ReactNode;
}

/** The fields for the details of a task. */
export function TaskFields({ values, errors, lists, anyPriority = false, children }: FieldsProps) {
  const id = useId();
  const common = { values, errors };
  return (
    <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
      <Field {...common} name="date" label="Due on" type="date" />
      <Field {...common} name="time" label="At" type="time" />
      <label className="col-span-2 space-y-1 text-sm sm:col-span-1">
        <span className="text-muted">Priority</span>
        <select
          name="priority"
          defaultValue={values.priority ?? (anyPriority ? "" : "normal")}
          className="field"
        >
          {anyPriority && <option value="">As in the line</option>}
          <option value="urgent">Urgent</option>
          <option value="high">High</option>
          <option value="normal">Normal</option>
          <option value="low">Low</option>
        </select>
      </label>
      <Field {...common} name="list" label="List" placeholder="Inbox" list={`${id}lists`} maxLength={60} />
      <datalist id={`${id}lists`}>
        {lists.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </datalist>
      <Field {...common} name="tags" label="Tags" placeholder="home, phone" />
      <Field
        {...common}
        name="repeat"
        label="Repeats"
        placeholder="every Monday"
        className="col-span-2 sm:col-span-1"
      />
      {children}
      <label className="col-span-full space-y-1 text-sm">
        <span className="text-muted">Notes</span>
        <textarea
          name="notes"
          rows={2}
          defaultValue={values.notes}
          className="field field-sizing-content max-h-60 py-2"
          aria-invalid={errors.notes ? true : undefined}
          aria-describedby={errors.notes ? `${id}notes` : undefined}
        />
        <FieldError id={`${id}notes`} message={errors.notes} />
      </label>
    </div>
  );
}

interface FieldProps {
  values: Record<string, string>;
  errors: FormProblem["errors"];
  name: string;
  label: string;
  type?: string;
  placeholder?: string;
  list?: string;
  inputMode?: "numeric";
  maxLength?: number;
  required?: boolean;
  className?: string;
}

/** A field with its label and its error. */
export function Field({ values, errors, name, label, type = "text", className = "", ...input }: FieldProps) {
  const id = useId();
  const error = name === "time" ? undefined : errors[name];
  return (
    <label className={`min-w-0 space-y-1 text-sm ${className}`}>
      <span className="text-muted">{label}</span>
      <input
        {...input}
        type={type}
        name={name}
        autoComplete="off"
        defaultValue={values[name]}
        className="field"
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? id : undefined}
      />
      <FieldError id={id} message={error} />
    </label>
  );
}

export function FieldError({ id, message }: { id: string; message: string | undefined }) {
  if (!message) return null;
  return (
    <span id={id} className="col-span-full block text-sm text-danger">
      {message}
    </span>
  );
}
