import { z } from "zod";
import * as annotations from "#app/chatkit/protocol/annotations.ts";
import * as attachments from "#app/chatkit/protocol/attachments.ts";
import * as events from "#app/chatkit/protocol/events.ts";
import * as icons from "#app/chatkit/protocol/icons.ts";
import * as items from "#app/chatkit/protocol/items.ts";
import * as requests from "#app/chatkit/protocol/requests.ts";
import * as structuredInput from "#app/chatkit/protocol/structured-input.ts";
import * as threads from "#app/chatkit/protocol/threads.ts";
import * as updates from "#app/chatkit/protocol/updates.ts";
import * as userInput from "#app/chatkit/protocol/user-input.ts";
import * as widgets from "#app/chatkit/protocol/widgets.ts";
import * as workflows from "#app/chatkit/protocol/workflows.ts";
import type { JsonSchema } from "./json-schema.ts";

/** Schemas that the document refers to by name: all of the protocol, and those of {@link named}. */
const registry = z.registry<{ id: string }>();
const PREFIX = "#/components/schemas/";

const protocol = [
  annotations,
  attachments,
  events,
  icons,
  items,
  requests,
  structuredInput,
  threads,
  updates,
  userInput,
  widgets,
  workflows,
];
for (const [name, schema] of protocol.flatMap((module) => Object.entries<unknown>(module))) {
  if (schema instanceof z.ZodType) registry.add(schema, { id: name });
}
for (const request of [...requests.streamingRequests, ...requests.nonStreamingRequests]) {
  const words = request.shape.type.value.split(/[._]/);
  const id = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  registry.add(request, { id: `${id}Request` });
}

/** Items that are never sent to a client. */
const HIDDEN: ReadonlySet<string> = new Set(
  ["HiddenContextItem", "SdkHiddenContextItem"].map((id) => PREFIX + id),
);

/** Gives the schema a name in the document. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  registry.add(schema, { id });
  return schema;
}

/** A reference to a named schema. */
export function refTo(schema: z.ZodType): JsonSchema {
  const id = registry.get(schema)?.id;
  if (!id) throw new Error("A body of the API has no name: see `named`.");
  return { $ref: PREFIX + id };
}

/** The JSON Schema of a single value, such as a parameter, without references. */
export function inlineSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return withoutPattern(rest);
}

/**
 * The named schemas that `roots` refer to, directly or through others. They describe what is sent: a field with a
 * default may be missing, and fields may be added in later versions.
 */
export function componentSchemas(roots: unknown): Record<string, JsonSchema> {
  const { schemas } = z.toJSONSchema(registry, {
    io: "input",
    // Values that are checked by code alone, such as widgets, say in their metadata what they are.
    unrepresentable: "any",
    uri: (id) => PREFIX + id,
    override({ jsonSchema }) {
      if (jsonSchema.oneOf) jsonSchema.oneOf = jsonSchema.oneOf.filter(({ $ref }) => !HIDDEN.has($ref ?? ""));
    },
  });
  const used: Record<string, JsonSchema> = {};
  const visit = (value: unknown) => {
    for (const [, id = ""] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      const schema = schemas[id];
      if (!schema) throw new Error(`The document refers to an unknown schema, ${id}.`);
      if (used[id]) continue;
      const { $schema: _schema, $id: _id, ...rest } = schema;
      used[id] = withoutPattern(rest);
      visit(rest);
    }
  };
  visit(roots);
  return Object.fromEntries(Object.entries(used).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Leaves out patterns beside a format: they say the same in three hundred characters. */
function withoutPattern(schema: object): JsonSchema {
  const copy: JsonSchema = JSON.parse(JSON.stringify(schema), (_key, value: unknown) => {
    if (value instanceof Object && "format" in value && "pattern" in value) delete value.pattern;
    return value;
  });
  return copy;
}
