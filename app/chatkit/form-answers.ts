import type { StructuredInputSubmission } from "./protocol/structured-input.ts";

/** The field that holds a suggested answer to the question `id`; a question with several has several. */
export const optionField = (id: string) => `option.${id}`;
/** The field that holds a free answer. */
export const freeField = (id: string) => `free.${id}`;

/**
 * What was filled in of a structured input's form, from its fields' names and values. What was left empty
 * counts as skipped. A free answer comes before the suggested ones: where one answer counts, it is the one.
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
