import type { StructuredInputSubmission } from "./protocol/structured-input.ts";

/** The name of the form field for a suggested answer to question `id`; may occur more than once. */
export const optionField = (id: string) => `option.${id}`;
/** The name of the form field for a free answer. */
export const freeField = (id: string) => `free.${id}`;

/**
 * The submission of an HTML form for a structured input, from the names and values of its fields. A question
 * without a value counts as skipped. A free answer goes first, so that it is the one that a single choice keeps.
 */
export function formAnswers(fields: Iterable<[string, unknown]>): StructuredInputSubmission {
  const values = new Map<string, string[]>();
  for (const [name, value] of fields) {
    const [, kind, id] = /^(option|free)\.(.+)$/s.exec(name) ?? [];
    if (!id || typeof value !== "string" || value.trim() === "") continue;
    const known = values.get(id) ?? [];
    values.set(id, kind === "free" ? [value.trim(), ...known] : [...known, value]);
  }
  const answers = [...values].map(([id, given]) => [id, { values: given, skipped: false }] as const);
  return { status: "answered", answers: Object.fromEntries(answers) };
}
