/** A node of a parsed template (`ast.ts` of `@huggingface/jinja`). */
export interface Node {
  type: string;
  [field: string]: unknown;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

/** All nodes of a part of a template, outer ones first. */
export function* nodesIn(part: unknown): Generator<Node> {
  if (Array.isArray(part)) for (const each of part) yield* nodesIn(each);
  else if (part instanceof Map) for (const each of part) yield* nodesIn(each);
  else if (isNode(part)) {
    yield part;
    for (const each of Object.values(part)) yield* nodesIn(each);
  }
}

/** An expression in words for an error: `task.title`. */
export function nameOf({ type, value, object, property, operand }: Node): string {
  if (type === "Identifier") return String(value);
  if (type === "MemberExpression" && isNode(object) && isNode(property)) {
    const part = property.type === "Identifier" ? `.${String(property.value)}` : "[…]";
    return `${nameOf(object)}${part}`;
  }
  return type === "FilterExpression" && isNode(operand) ? nameOf(operand) : "an expression";
}

/** Whether an expression is `x | tojson`, or `x | tojson(…)`. */
export function isToJson({ type, filter }: Node): boolean {
  if (type !== "FilterExpression" || !isNode(filter)) return false;
  const name = filter.type === "CallExpression" && isNode(filter.callee) ? filter.callee : filter;
  return name.value === "tojson";
}
