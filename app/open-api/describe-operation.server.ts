import { STATUS_OF_CODE } from "#app/chatkit/errors.ts";
import { ErrorBody } from "#app/http/error-body.ts";
import { inlineSchema, named, refTo } from "./components.server.ts";
import { curlOf } from "./curl.ts";
import type { DescribedOperation, DescribedParameter, DescribedResponse } from "./document.ts";
import type { JsonSchema } from "./json-schema.ts";
import type { Access, Answer, Operation } from "./operation.ts";
import { AuthError } from "./operations/sign-in.server.ts";
import { PATH_PARAMETERS, REQUEST_HEADERS, RESPONSE_HEADERS } from "./parameters.server.ts";

named("Error", ErrorBody);

const SECURITY: Readonly<Record<Access, DescribedOperation["security"]>> = {
  token: [{ token: [] }],
  "sign-in": [{ token: [] }, { cookie: [] }],
  cookie: [{ cookie: [] }],
  none: [],
};

const WORDS: Readonly<Record<number, string>> = {
  400: "The request is malformed; the message names the fields.",
  401: "There is no token or sign-in, or it has ended.",
  403: "An API key that may read only, a cookie of another origin's page, or a signature that is wrong or has expired.",
  404: "There is nothing of that name, or it is somebody else's.",
  409: "It can't be done in the present state.",
  413: "The body is too large, or the user's storage is full.",
  415: "The body isn't JSON.",
  422: "The account can't be made.",
  429: "Too often: the message says when again, and `retry-after` in how many seconds.",
  501: "Not available here.",
};

/** What an API key can be refused for. */
const errorsOfKeys = ({ access, method }: Operation): number[] =>
  access === "token" ? [...(method === "get" ? [] : [403]), 429] : [];

/** An operation as OpenAPI describes it. */
export function describeOperation(operation: Operation): DescribedOperation {
  const { id, tag, summary, description, access, body, answers, errors } = operation;
  const responses = Object.fromEntries<DescribedResponse>([
    ...Object.entries(answers).map(([status, answer]): [string, DescribedResponse] => [
      status,
      success(answer),
    ]),
    ...[...new Set([...errors, ...errorsOfKeys(operation)])]
      .toSorted((a, b) => a - b)
      .map((status): [string, DescribedResponse] => [String(status), refusal(operation, status)]),
    ["5XX", { description: "A failure of the server.", ...errorContent(operation) }],
  ]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description && { description }),
    security: SECURITY[access],
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: {
        required: !body.isOptional,
        content: {
          [body.type ?? "application/json"]: { schema: refTo(body.schema), ...exampleOf(operation) },
        },
      },
    }),
    responses,
    "x-codeSamples": [{ lang: "Shell", label: "curl", source: curlOf(operation) }],
  };
}

/** The body of the example, with ids of the right form in place of its variables. */
function exampleOf({ example }: Operation): { example?: unknown } {
  return example.body
    ? { example: JSON.parse(JSON.stringify(example.body).replaceAll("$thread", "thr_01k3xyz")) }
    : {};
}

function parametersOf({ path, query, headers = [] }: Operation): DescribedParameter[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path" as const,
    required: true,
    description: PATH_PARAMETERS[name] ?? "",
    schema: { type: "string" },
  }));
  const { properties = {}, required = [] } = query ? inlineSchema(query) : {};
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query" as const,
    required: required.includes(name),
    description: description ?? "",
    schema,
  }));
  const inHeaders = headers.map((name) => ({
    name,
    in: "header" as const,
    required: false,
    ...header(REQUEST_HEADERS, name),
  }));
  return [...inPath, ...inQuery, ...inHeaders];
}

function header(headers: typeof RESPONSE_HEADERS, name: string) {
  const found = headers[name];
  if (!found) throw new Error(`The header ${name} isn't described.`);
  return { description: found.description, schema: inlineSchema(found.schema) };
}

const headersOf = (names: readonly string[]) =>
  Object.fromEntries(["x-request-id", ...names].map((name) => [name, header(RESPONSE_HEADERS, name)]));

function success({ description, content = [], headers = [] }: Answer): DescribedResponse {
  const types = content.map(({ type, schema }) => [type, { schema: bodySchema(type, refTo(schema)) }]);
  return {
    description,
    headers: headersOf(headers),
    ...(types.length > 0 && { content: Object.fromEntries(types) }),
  };
}

/** A stream is text, of which each event's data is JSON. */
const bodySchema = (type: string, schema: JsonSchema): JsonSchema =>
  type === "text/event-stream"
    ? {
        type: "string",
        description: "Events. The data of each is JSON, as described by `contentSchema`.",
        contentMediaType: "application/json",
        contentSchema: schema,
      }
    : schema;

function refusal(operation: Operation, status: number): DescribedResponse {
  const codes = Object.entries(STATUS_OF_CODE).flatMap(([code, own]) => (own === status ? [code] : []));
  const isOurs = !isBetterAuth(operation);
  return {
    description: [WORDS[status] ?? "", ...(isOurs ? codes.map((code) => `Code: \`${code}\`.`) : [])].join(
      " ",
    ),
    headers: headersOf(status === 429 ? ["retry-after"] : []),
    ...errorContent(operation),
  };
}

/** better-auth and the calendar have errors of their own. */
function errorContent(operation: Operation): Pick<DescribedResponse, "content"> {
  if (operation.path === "/tasks.ics") return { content: { "text/plain": { schema: { type: "string" } } } };
  if (operation.path === "/readyz")
    return { content: { "application/json": { schema: { type: "object" } } } };
  const schema = refTo(isBetterAuth(operation) ? AuthError : ErrorBody);
  return { content: { "application/json": { schema } } };
}

const isBetterAuth = ({ path }: Operation) => path.startsWith("/api/auth/");
