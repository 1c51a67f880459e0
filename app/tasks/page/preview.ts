import type { PhraseSpan } from "../language/read-task.ts";

/** A part of a new task's line that is read as something else than its title. */
export interface PreviewChip {
  kind: PhraseSpan["kind"];
  /** The offset in the line at which it begins. */
  start: number;
  words: string;
  /** "tomorrow at 5:00 PM" */
  label: string;
}

/** What the server understands of the text of new tasks. */
export interface Preview {
  /** How many tasks the text makes. */
  count: number;
  /** For one task. */
  chips: PreviewChip[];
  /** For several tasks: the first of them. */
  lines: { title: string; facts: string }[];
}
