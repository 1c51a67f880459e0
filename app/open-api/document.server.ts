import { ErrorBody } from "#app/http/error-body.ts";
import { env } from "#app/env.server.ts";
import { componentSchemas, refTo } from "./components.server.ts";
import { describeOperation } from "./describe-operation.server.ts";
import type { DescribedOperation, OpenApiDocument } from "./document.ts";
import type { Operation, Tag } from "./operation.ts";
import { fileOperations } from "./operations/files.server.ts";
import { messageOperations } from "./operations/messages.server.ts";
import { otherOperations } from "./operations/others.server.ts";
import { protocolOperations } from "./operations/protocol.server.ts";
import { signInOperations } from "./operations/sign-in.server.ts";
import { threadOperations } from "./operations/threads.server.ts";

/** All operations, in the order in which a newcomer needs them. */
export const operations: readonly Operation[] = [
  ...signInOperations,
  ...protocolOperations,
  ...threadOperations,
  ...messageOperations,
  ...fileOperations,
  ...otherOperations,
];

const TAGS: Readonly<Record<Tag, string>> = {
  "Sign-in": "From nothing to a client secret.",
  ChatKit: "The protocol of OpenAI's ChatKit.",
  Threads: "Conversations and what is in them.",
  Messages: "Sending a message, and reading the others.",
  Files: "What is attached to messages.",
  Runs: "An answer that is under way, from any connection.",
  Entities: "What a message can mention with @.",
  Tasks: "Tasks for other apps.",
  About: "What the server says about itself.",
};

const GUIDE = `The API of a self-hosted chat app: the ChatKit protocol, REST routes over the same conversations, and the way to a client secret.

A **sign-in** is a cookie. It is exchanged for a JWT, and that for a **client secret**, which all routes under \`/api/chatkit\` take as \`Authorization: Bearer\`. Secret and JWT end with the sign-in. A server of yours takes an **API key** instead, which people make in their settings, with an end date, for reading or for all.

Every **error** has the same body, with a sentence for people and a code for programs. What belongs to another user is a 404. Times are ISO 8601 in UTC.

**Lists** are pages: \`has_more\` says whether there is another one, and \`after\` is what to ask for it with.

A **stream** is \`text/event-stream\`: each event is a line \`data: {…}\` and an empty line, and lines that begin with a colon are comments. It follows a *run*, which \`x-chatkit-run-id\` names; other connections can follow or stop the same run.`;

/** The OpenAPI 3.1 document of the API, made from the schemas that the routes validate with. */
export function openApiDocument(origin: string): OpenApiDocument {
  const paths = new Map<string, Record<string, DescribedOperation>>();
  for (const operation of operations) {
    const methods = paths.get(operation.path) ?? {};
    paths.set(operation.path, { ...methods, [operation.method]: describeOperation(operation) });
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
          description:
            "An API key (made in the settings), a client secret of `POST /api/chatkit/session`, or a JWT of `GET /api/auth/token`. A key that may read only is refused by whatever changes something.",
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
