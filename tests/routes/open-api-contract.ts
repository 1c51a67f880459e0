import { Ajv2020, type AnySchema } from "ajv/dist/2020.js";
import { expect } from "vitest";
import { z } from "zod";

/** What of an OpenAPI document says how responses look. */
const Described = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        responses: z.record(
          z.string(),
          z.object({
            headers: z.record(z.string(), z.unknown()).optional(),
            content: z.record(z.string(), z.object({ schema: z.looseObject({}) })).optional(),
          }),
        ),
        "x-codeSamples": z.array(z.object({ source: z.string() })),
      }),
    ),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

/** Headers that only some of the responses of their status have. */
const SOMETIMES = new Set(["x-chatkit-run-id"]);

/** Compares responses with an OpenAPI document, and keeps account of what was compared. */
export function contractOf(document: unknown) {
  const { paths, components } = Described.parse(document);
  const operations = new Map(
    Object.values(paths).flatMap((methods) => Object.values(methods).map((one) => [one.operationId, one])),
  );
  const ajv = new Ajv2020({
    strict: false,
    formats: { "date-time": /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, email: true },
  });
  ajv.addSchema({ components: closed(components) }, "api");
  const compared = new Set<string>();

  function expectValid(schema: AnySchema, value: unknown, name: string): void {
    const validate = ajv.compile(absolute(schema));
    const isValid = validate(value);
    expect({ name, isValid, errors: validate.errors, value }).toEqual({
      name,
      isValid: true,
      errors: null,
      value,
    });
  }

  return {
    operations,
    /** Expects that the response is as the document says, with this status. */
    async expectDescribed(id: string, status: number, response: Response): Promise<void> {
      const text = await response.text();
      const name = `${id} ${status}`;
      expect([name, response.status, text]).toEqual([name, status, text]);
      const described = operations.get(id)?.responses[status];
      expect([name, described]).not.toEqual([name, undefined]);
      for (const header of Object.keys(described?.headers ?? {})) {
        if (!SOMETIMES.has(header)) expect([name, header, response.headers.get(header)]).not.toContain(null);
      }
      const type = response.headers.get("content-type")?.split(";", 1)[0];
      compared.add(`${name} ${type ?? ""}`.trim());
      if (!described?.content) return expect([name, text]).toEqual([name, ""]);
      const schema = described.content[type ?? ""]?.schema;
      expect([name, Object.keys(described.content)]).toEqual([name, expect.arrayContaining([type])]);
      if (type === "application/json") return expectValid(schema ?? false, JSON.parse(text), name);
      if (type !== "text/event-stream") return expect(text).not.toBe("");
      const events = [...text.matchAll(/^data: (.*)$/gm)].map(([, data = ""]): unknown => JSON.parse(data));
      expect(events.length).toBeGreaterThan(0);
      const { contentSchema } = z.looseObject({ contentSchema: z.looseObject({}) }).parse(schema);
      for (const event of events) expectValid(contentSchema, event, name);
    },

    /** The responses in the document that no response was compared with. */
    missing(): string[] {
      const all = [...operations].flatMap(([id, { responses }]) =>
        Object.entries(responses).flatMap(([status, { content }]) =>
          // A failure of the server can't be asked for.
          status === "5XX"
            ? []
            : Object.keys(content ?? { "": {} }).map((type) => `${id} ${status} ${type}`.trim()),
        ),
      );
      return all.filter((one) => !compared.has(one));
    },
  };
}

/** The schemas with no room for fields that they don't name: what the server sends has to be described. */
function closed(schemas: unknown): unknown {
  return JSON.parse(JSON.stringify(schemas), (_key, value: unknown) =>
    value instanceof Object && "properties" in value && "type" in value && value.type === "object"
      ? { additionalProperties: false, ...Object.fromEntries(Object.entries(value)) }
      : value,
  );
}

/** The schema with references into the document. */
const absolute = (schema: AnySchema): AnySchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'));
