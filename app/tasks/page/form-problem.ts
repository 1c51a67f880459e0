/** A field of the page's forms that can have an error. */
export type TaskField =
  | "text"
  | "title"
  | "date"
  | "priority"
  | "list"
  | "tags"
  | "notes"
  | "repeat"
  | "duration"
  | "remind";

/** The errors of a rejected form, and its values. */
export interface FormProblem {
  /** "add", the id of the task whose form was rejected, or "none" for a form without fields. */
  form: string;
  errors: Partial<Record<TaskField, string>>;
  values: Record<string, string>;
}

/** What the server says to a form of the tasks page. */
export type PlannerResult =
  | { kind: "changed"; change: { id: string; summary: string } | null }
  | { kind: "undone"; id: string; summary: string }
  | { kind: "not_found" }
  | { kind: "invalid"; problem: FormProblem }
  /** The server couldn't be reached. */
  | { kind: "failed" };
