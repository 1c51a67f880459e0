type Payload = Record<string, unknown>;

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
