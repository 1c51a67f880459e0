import { STATUS_OF_CODE } from "#app/chatkit/errors.ts";
import { ErrorBody } from "#app/http/error-body.ts";
import { env } from "#app/env.server.ts";
import { componentSchemas, inlineSchema, named, refTo } from "./components.server.ts";
import { curlOf } from "./curl.ts";
import type { Access, Answer, Operation, Tag } from "./operation.ts";
import { messageOperations } from "./operations/messages.server.ts";
import { otherOperations } from "./operations/others.server.ts";
import { protocolOperations } from "./operations/protocol.server.ts";
import { AuthError, signInOperations } from "./operations/sign-in.server.ts";
import { threadOperations } from "./operations/threads.server.ts";
import { PATH_PARAMETERS, REQUEST_HEADERS, RESPONSE_HEADERS } from "./parameters.server.ts";

named("Error", ErrorBody);

/** All operations, in the order in which a newcomer needs them. */
export const operations: readonly Operation[] = [
  ...signInOperations,
  ...protocolOperations,
  ...threadOperations,
  ...messageOperations,
  ...otherOperations,
];

const SECURITY: Readonly<Record<Access, object[]>> = {
  token: [{ token: [] }],
  "sign-in": [{ token: [] }, { cookie: [] }],
  cookie: [{ cookie: [] }],
  none: [],
};

const TAGS: Readonly<Record<Tag, string>> = {
  "Sign-in": "From nothing to a client secret.",
  ChatKit: "The protocol of OpenAI's ChatKit.",
  Threads: "Conversations and what is in them.",
  Messages: "Sending a message, and reading the others.",
  Runs: "An answer that is under way, from any connection.",
  Entities: "What a message can mention with @.",
  Tasks: "Tasks for other apps.",
  About: "What the server says about itself.",
};

const WORDS: Readonly<Record<number, string>> = {
  400: "The request is malformed; the message names the fields.",
  401: "There is no token or sign-in, or it has ended.",
  403: "A cookie of another origin's page.",
  404: "There is nothing of that name, or it is somebody else's.",
  409: "It can't be done in the present state.",
  413: "The body is too large, or the user's storage is full.",
  415: "The body isn't JSON.",
  422: "The account can't be made.",
  429: "Too often: the message says when again, and `retry-after` in how many seconds.",
  501: "Not available here.",
};

const GUIDE = `The API of a self-hosted chat app: the ChatKit protocol, REST routes over the same conversations, and the way to a client secret.

A **sign-in** is a cookie. It is exchanged for a JWT, and that for a **client secret**, which all routes under \`/api/chatkit\` take as \`Authorization: Bearer\`. Secret and JWT end with the sign-in.

Every **error** has the same body, with a sentence for people and a code for programs. What belongs to another user is a 404. Times are ISO 8601 in UTC.

**Lists** are pages: \`has_more\` says whether there is another one, and \`after\` is what to ask for it with.

A **stream** is \`text/event-stream\`: each event is a line \`data: {…}\` and an empty line, and lines that begin with a colon are comments. It follows a *run*, which \`x-chatkit-run-id\` names; other connections can follow or stop the same run.`;

/** The OpenAPI 3.1 document of the API, made from the schemas that the routes validate with. */
export function openApiDocument(origin: string) {
  const paths = new Map<string, Record<string, object>>();
  for (const operation of operations) {
    const methods = paths.get(operation.path) ?? {};
    paths.set(operation.path, { ...methods, [operation.method]: describe(operation) });
  }
  const described = Object.fromEntries(paths);
  return {
    openapi: "3.1.1",
    info: {
      title: `The API of ${env.brand.name}`,
      version: "1",
      description: GUIDE,
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: origin }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name, description: TAGS[name] })),
    paths: described,
    components: {
      securitySchemes: {
        token: {
          type: "http",
          scheme: "bearer",
          description: "A client secret of `POST /api/chatkit/session`, or a JWT of `GET /api/auth/token`.",
        },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: env.isPublic ? "__Secure-better-auth.session_token" : "better-auth.session_token",
          description: "The sign-in, for the app's own pages and for servers.",
        },
      },
      schemas: componentSchemas([described, refTo(ErrorBody)]),
    },
  };
}

function describe(operation: Operation): object {
  const { id, tag, summary, description, access, body, answers, errors } = operation;
  const responses = Object.fromEntries([
    ...Object.entries(answers).map(([status, answer]) => [status, success(answer)]),
    ...errors.map((status) => [status, refusal(operation, status)]),
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
        content: { "application/json": { schema: refTo(body.schema), ...exampleOf(operation) } },
      },
    }),
    responses,
    "x-codeSamples": [{ lang: "Shell", label: "curl", source: curlOf(operation) }],
  };
}

/** The body of the example, with ids of the right form in place of its variables. */
function exampleOf({ example }: Operation): object {
  return example.body
    ? { example: JSON.parse(JSON.stringify(example.body).replaceAll("$thread", "thr_01k3xyz")) }
    : {};
}

function parametersOf({ path, query, headers = [] }: Operation): object[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    description: PATH_PARAMETERS[name] ?? "",
    schema: { type: "string" },
  }));
  const { properties = {}, required = [] } = query ? inlineSchema(query) : {};
  const inQuery = Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description && { description }),
    schema,
  }));
  const inHeaders = headers.map((name) => ({
    name,
    in: "header",
    required: false,
    ...header(REQUEST_HEADERS, name),
  }));
  return [...inPath, ...inQuery, ...inHeaders];
}

function header(headers: typeof RESPONSE_HEADERS, name: string): object {
  const found = headers[name];
  if (!found) throw new Error(`The header ${name} isn't described.`);
  return { description: found.description, schema: inlineSchema(found.schema) };
}

const headersOf = (names: readonly string[]) =>
  Object.fromEntries(["x-request-id", ...names].map((name) => [name, header(RESPONSE_HEADERS, name)]));

function success({ description, content = [], headers = [] }: Answer): object {
  const types = content.map(({ type, schema }) => [type, { schema: bodySchema(type, refTo(schema)) }]);
  return {
    description,
    headers: headersOf(headers),
    ...(types.length > 0 && { content: Object.fromEntries(types) }),
  };
}

/** A stream is text, of which each event's data is JSON. */
const bodySchema = (type: string, schema: object) =>
  type === "text/event-stream"
    ? {
        type: "string",
        description: "Events. The data of each is JSON, as described by `contentSchema`.",
        contentMediaType: "application/json",
        contentSchema: schema,
      }
    : schema;

function refusal(operation: Operation, status: number): object {
  const codes = Object.entries(STATUS_OF_CODE).flatMap(([code, own]) => (own === status ? [code] : []));
  const isOurs = !isBetterAuth(operation);
  return {
    description: [WORDS[status], ...(isOurs ? codes.map((code) => `Code: \`${code}\`.`) : [])].join(" "),
    headers: headersOf(status === 429 ? ["retry-after"] : []),
    ...errorContent(operation),
  };
}

/** better-auth and the calendar have errors of their own. */
function errorContent(operation: Operation): object {
  if (operation.path === "/tasks.ics") return { content: { "text/plain": { schema: { type: "string" } } } };
  if (operation.path === "/readyz")
    return { content: { "application/json": { schema: { type: "object" } } } };
  const schema = refTo(isBetterAuth(operation) ? AuthError : ErrorBody);
  return { content: { "application/json": { schema } } };
}

const isBetterAuth = ({ path }: Operation) => path.startsWith("/api/auth/");
