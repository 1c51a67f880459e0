import type { FormProblem } from "./form-problem.ts";
import type { Planner } from "./load-planner.server.ts";
import type { TaskView } from "./views.ts";

/** What the rows have in common. */
export interface RowContext {
  view: TaskView;
  days: Planner["days"];
  timeZone: string;
  lists: string[];
  /** The tasks that are being completed or reopened. */
  toggling: ReadonlySet<string>;
  /** The task whose form is open. */
  editing: string | null;
  problem: FormProblem | undefined;
}

/** Controls of a row that show when the pointer or the focus is in it. */
export const REVEALED =
  "opacity-0 group-hover/row:opacity-100 group-focus-within/row:opacity-100 group-focus/row:opacity-100 pointer-coarse:opacity-100";
