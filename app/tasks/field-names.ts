/**
 * The fields of a task that its user sets: their names in the forms, which show errors for them, and what they are
 * called.
 */
export const taskFields = [
  { name: "title", label: "title" },
  { name: "date", label: "due date" },
  { name: "priority", label: "priority" },
] as const;

/** The fields without the title, which has a line of its own. */
export const taskDetails = taskFields.filter(({ name }) => name !== "title");

/** "due date and priority" */
export const inWords = (fields: readonly { label: string }[], type: "conjunction" | "disjunction"): string =>
  new Intl.ListFormat("en", { type }).format(fields.map(({ label }) => label));
