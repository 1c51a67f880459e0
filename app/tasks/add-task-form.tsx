import { ChevronRight, Plus } from "lucide-react";
import { useEffect, useId, useRef } from "react";
import { Form } from "react-router";
import { inWords, taskDetails } from "./field-names.ts";
import { DueAndPriority, FieldError } from "./task-fields.tsx";
import type { TaskFormProblem } from "./task-forms.server.ts";

const details = inWords(taskDetails, "conjunction");
/** "Due date and priority" */
const DETAILS = details.slice(0, 1).toUpperCase() + details.slice(1);

interface AddTaskFormProps {
  problem: TaskFormProblem | undefined;
  /** Id of the task that was added last; a new one resets the form. */
  added: string | undefined;
}

/**
 * The form that adds a task. One line is enough, as in a message to the assistant; the fields for due date
 * and priority are below it.
 */
export function AddTaskForm({ problem, added }: AddTaskFormProps) {
  const form = useRef<HTMLFormElement>(null);
  const errorId = useId();
  const { values = {}, errors = {} } = problem ?? {};
  // Only with a script: without one, the new document has an empty form anyway.
  useEffect(() => {
    if (added) form.current?.reset();
  }, [added]);
  return (
    <Form ref={form} method="post" action="/tasks" className="mb-8 space-y-2" aria-label="Add a task">
      <input type="hidden" name="intent" value="add" />
      <div className="flex gap-2">
        <input
          name="title"
          required
          maxLength={300}
          autoComplete="off"
          enterKeyHint="done"
          defaultValue={values.title}
          aria-label="New task"
          placeholder="Buy milk tomorrow at 5pm"
          className="field"
          aria-invalid={errors.title ? true : undefined}
          aria-describedby={errors.title ? errorId : undefined}
        />
        <button className="button-primary min-h-10">
          <Plus size={16} aria-hidden /> Add
        </button>
      </div>
      <FieldError id={errorId} message={errors.title} />
      <details open={taskDetails.some(({ name }) => errors[name])} className="group">
        <summary className="inline-flex min-h-8 items-center gap-1 rounded-md pe-2 text-sm text-muted hover:text-text">
          <ChevronRight size={14} aria-hidden className="transition-transform group-open:rotate-90" />{" "}
          {DETAILS}
        </summary>
        <div className="pt-2">
          <DueAndPriority values={values} errors={errors} anyPriority />
        </div>
      </details>
    </Form>
  );
}
