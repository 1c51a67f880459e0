import { expect, it } from "vitest";
import type { JsonSchema } from "./json-schema.ts";
import { fieldsOf, typeWords } from "./type-words.ts";

const words = (schema: JsonSchema) =>
  typeWords(schema)
    .map(({ text }) => text)
    .join("");

it.each<[JsonSchema, string]>([
  [{ type: "string" }, "string"],
  [{ type: ["string", "null"], maxLength: 200 }, "string or null of at most 200 characters"],
  [{ type: "string", format: "date-time" }, "string (date-time)"],
  [{ type: "integer", minimum: 1, maximum: 100, default: 20 }, "integer from 1 to 100, by default 20"],
  [{ type: "integer", minimum: -9007199254740991, maximum: 9007199254740991 }, "integer"],
  [{ type: "string", enum: ["asc", "desc"], default: "desc" }, '"asc" or "desc", by default "desc"'],
  [{ type: "array", items: { $ref: "#/components/schemas/Thread" } }, "array of Thread"],
  [{ anyOf: [{ $ref: "#/components/schemas/Thread" }, { type: "null" }] }, "Thread or null"],
  [{}, "any JSON"],
])("says %j as %j", (schema, text) => {
  expect(words(schema)).toBe(text);
});

it("links the names of schemas", () => {
  expect(typeWords({ $ref: "#/components/schemas/Thread" })).toEqual([{ text: "Thread", schema: "Thread" }]);
});

it("lists the fields of objects in objects and lists", () => {
  const text = { type: "string" };
  const fields = fieldsOf({
    type: "object",
    required: ["user"],
    properties: {
      user: { type: "object", required: ["id"], properties: { id: text, name: text } },
      issues: { type: "array", items: { type: "object", properties: { path: text } } },
    },
  });
  expect(fields.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ["user", true],
    ["user.id", true],
    ["user.name", false],
    ["issues", false],
    ["issues[].path", false],
  ]);
});
