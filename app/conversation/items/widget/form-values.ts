import { valueField } from "#app/chatkit/widgets/placed-actions.ts";

/**
 * The attributes for the name that a control's value is sent under, by a script and without one. A `name` such as
 * `submit` would shadow a property of the form.
 */
export const fieldName = (name: string) => ({ "data-field": name, name: valueField(name) });

/** The values of the form around a control; empty outside of a form. */
export function valuesAround(element: Element): [name: string, value: unknown][] {
  const fields = element.closest("form")?.querySelectorAll("[data-field]") ?? [];
  return [...fields].flatMap((field): [string, unknown][] => {
    const name = field.getAttribute("data-field");
    if (!name || field.matches(":disabled")) return [];
    if (field instanceof HTMLInputElement && field.type === "radio")
      return field.checked ? [[name, field.value]] : [];
    if (field instanceof HTMLInputElement && field.type === "checkbox") return [[name, field.checked]];
    if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    )
      return [[name, field.value]];
    return [];
  });
}
