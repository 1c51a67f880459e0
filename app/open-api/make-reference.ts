import type { DescribedContent, DescribedOperation, DescribedResponse, OpenApiDocument } from "./document.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Reference, ReferenceAnswer, ReferenceOperation, ReferenceSchema } from "./reference.ts";
import { fieldsOf, typeWords } from "./type-words.ts";

/** What the page shows of the document. */
export function makeReference({ info, tags, paths, components }: OpenApiDocument): Reference {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return {
    guide: info.description,
    groups: tags.map(({ name, description }) => ({
      name,
      description,
      operations: operations
        .filter(({ operation }) => operation.tags.includes(name))
        .map(({ path, method, operation }) => operationOf(path, method, operation)),
    })),
    schemas: Object.entries(components.schemas).map(([name, schema]) => schemaOf(name, schema)),
  };
}

function operationOf(path: string, method: string, operation: DescribedOperation): ReferenceOperation {
  const { operationId, summary, description = "", security, parameters, requestBody, responses } = operation;
  const [body] = Object.values(requestBody?.content ?? {});
  return {
    id: operationId,
    method: method.toUpperCase(),
    path,
    summary,
    description,
    access: accessWords(security.flatMap((one) => Object.keys(one))),
    parameters: parameters.map(({ name, in: place, schema, required, description: words }) => ({
      name,
      place,
      type: typeWords(schema),
      isRequired: required,
      description: words,
    })),
    body: body ? { type: typeWords(body.schema), isRequired: requestBody?.required ?? false } : null,
    answers: Object.entries(responses).map(([status, response]) => answerOf(status, response)),
    curl: operation["x-codeSamples"][0]?.source ?? "",
  };
}

function accessWords(schemes: string[]): string {
  if (schemes.length === 0) return "Open to everybody";
  const words = schemes.map((scheme) =>
    scheme === "token" ? "Authorization: Bearer" : "the session cookie",
  );
  return words.join(", or ");
}

const answerOf = (status: string, { description, content = {} }: DescribedResponse): ReferenceAnswer => ({
  status,
  description,
  contents: Object.entries(content).map(([mediaType, one]) => ({ mediaType, type: typeWords(typeOf(one)) })),
});

/** Of a stream, the type of its events. */
function typeOf({ schema }: DescribedContent): JsonSchema {
  return schema.contentSchema ?? schema;
}

function schemaOf(name: string, schema: JsonSchema): ReferenceSchema {
  const fields = fieldsOf(schema);
  return {
    name,
    description: schema.description ?? "",
    fields,
    type: fields.length > 0 ? [] : typeWords(schema),
  };
}
