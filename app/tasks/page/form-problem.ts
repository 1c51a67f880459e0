/** The errors of a rejected form, and its values. */
export interface FormProblem {
  /** "add", the id of the task whose form was rejected, or "none" for a form without fields. */
  form: string;
  /** By the name of the field. */
  errors: Partial<Record<string, string>>;
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
