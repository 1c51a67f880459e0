import type { JsonSchema } from "./json-schema.ts";
import type { ReferenceField, TypePart } from "./reference.ts";

/** A schema's type in words, such as `array of Thread` or `"asc" or "desc", by default "desc"`. */
export function typeWords(schema: JsonSchema): TypePart[] {
  const { default: byDefault } = schema;
  const isPlain = ["string", "number", "boolean"].includes(typeof byDefault) && byDefault !== "";
  return isPlain
    ? [...bareType(schema), { text: `, by default ${JSON.stringify(byDefault)}` }]
    : bareType(schema);
}

function bareType(schema: JsonSchema): TypePart[] {
  const { $ref, type, items, oneOf, anyOf, format } = schema;
  if ($ref) {
    const name = $ref.split("/").at(-1) ?? "";
    return [{ text: name, schema: name }];
  }
  if (schema.const !== undefined) return [{ text: JSON.stringify(schema.const) }];
  if (schema.enum) return choice(schema.enum.map((value) => [{ text: JSON.stringify(value) }]));
  const choices = oneOf ?? anyOf;
  if (choices) return choice(choices.map(bareType));
  if (type === "array") return [{ text: "array of " }, ...(items ? bareType(items) : [{ text: "anything" }])];
  if (type === undefined) return [{ text: "any JSON" }];
  const limits = limitsOf(schema);
  return [{ text: [[type].flat().join(" or "), format && `(${format})`, limits].filter(Boolean).join(" ") }];
}

const choice = (options: TypePart[][]): TypePart[] =>
  options.flatMap((option, index) => (index === 0 ? option : [{ text: " or " }, ...option]));

/** Limits that aren't merely those of numbers in JavaScript. */
function limitsOf({ minimum, maximum, maxLength }: JsonSchema): string {
  const isReal = (value: number | undefined): value is number =>
    value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER;
  if (maxLength !== undefined) return `of at most ${maxLength} characters`;
  if (isReal(minimum) && isReal(maximum)) return `from ${minimum} to ${maximum}`;
  return isReal(minimum) ? `from ${minimum}` : "";
}

/** The fields of an object and of the objects in it. */
export function fieldsOf({ properties = {}, required = [] }: JsonSchema, before = ""): ReferenceField[] {
  return Object.entries(properties).flatMap(([key, schema]) => {
    const name = before + key;
    const isObject = schema.properties !== undefined;
    const isList = schema.items?.properties !== undefined;
    const field = {
      name,
      place: "",
      type: isObject ? [{ text: "object" }] : isList ? [{ text: "array of objects" }] : typeWords(schema),
      isRequired: required.includes(key),
      description: schema.description ?? "",
    };
    if (isObject) return [field, ...fieldsOf(schema, `${name}.`)];
    return isList && schema.items ? [field, ...fieldsOf(schema.items, `${name}[].`)] : [field];
  });
}
