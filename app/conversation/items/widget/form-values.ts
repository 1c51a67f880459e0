type Payload = Record<string, unknown>;

/**
 * The attribute for the name that a control's value is sent under. A real `name` such as `submit` would
 * shadow a property of the form.
 */
export const fieldName = (name: string) => ({ "data-field": name });

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

/** Adds values to an action's payload. A dot in a name leads into a nested object: `task.title`. */
export function withValues(payload: Payload | undefined, values: [name: string, value: unknown][]): Payload {
  return values.reduce<Payload>((whole, [name, value]) => put(whole, name.split("."), value), {
    ...payload,
  });
}

function put(target: Payload, [name = "", ...rest]: string[], value: unknown): Payload {
  // Assigning it would set the object's prototype.
  if (name === "__proto__") return target;
  if (rest.length === 0) return { ...target, [name]: value };
  const inner = Object.hasOwn(target, name) ? target[name] : undefined;
  return { ...target, [name]: put(isPayload(inner) ? inner : {}, rest, value) };
}

const isPayload = (value: unknown): value is Payload =>
  typeof value === "object" && value !== null && !Array.isArray(value);
