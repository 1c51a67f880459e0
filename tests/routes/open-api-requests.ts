import { VARIABLES } from "#app/open-api/curl.ts";
import type { Operation } from "#app/open-api/operation.ts";
import { createThread, userInput, type Person } from "#tests/support/api-client.ts";

/** What requests of the API's operations are made with. */
export interface World {
  url: string;
  ada: Person;
  /** Values of the variables in examples: `thread`, `item`, `run`, `feed`. */
  variables: Readonly<Record<string, string>>;
}

/** What differs from the operation's example. */
export interface Change {
  /** A value for all parameters in the path. */
  ids?: string;
  query?: string;
  headers?: Record<string, string>;
  body?: unknown;
  /** Sends no token and no cookie. */
  isNobody?: boolean;
}

/** Calls an operation: its example, with changes. */
export function call(
  { url, ada, variables }: World,
  operation: Operation,
  change: Change = {},
): Promise<Response> {
  const { method, path, access, example } = operation;
  const filled = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => variables[name] ?? "");
  const address = path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => change.ids ?? variables[VARIABLES[name] ?? ""] ?? "",
  );
  const query = change.query ?? filled(example.query ?? "");
  const token = { authorization: `Bearer ${access === "token" ? ada.secret : ada.jwt}` };
  if (operation.body?.type && change.body === undefined) {
    const isForm = operation.body.type === "multipart/form-data";
    const file = new Blob([example.file ?? ""]);
    const sent = new FormData();
    sent.set("file", file, "notes.txt");
    return fetch(`${url}${address}?${query}`, {
      method: method.toUpperCase(),
      headers: { ...(change.isNobody || access === "none" ? {} : token), ...change.headers },
      body: isForm ? sent : file,
    });
  }
  const body = change.body ?? example.body;
  return fetch(`${url}${address}?${query}`, {
    method: method.toUpperCase(),
    headers: {
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...(path.startsWith("/api/auth/") && method === "post" ? { origin: url } : {}),
      ...(change.isNobody || access === "none" ? {} : access === "cookie" ? { cookie: ada.cookie } : token),
      ...change.headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : filled(JSON.stringify(body)) }),
  });
}

const protocol = (type: string, params: object) => ({ body: { type, params } });
/** A request of the protocol that changes something and is answered with JSON. */
export const deletes = ({ variables }: World): Change =>
  protocol("threads.delete", { thread_id: variables.thread });
const stream = { accept: "text/event-stream" };

/** `spent` was uploaded before; `spare` is announced. */
const fileRefusals = ({ variables }: World): [number, Change][] => [
  [400, { ids: variables.spare ?? "", query: variables.spareUpload ?? "", body: "" }],
  [403, { query: "expires=1&signature=none" }],
  [404, { ids: "nothing" }],
  [409, { ids: variables.spent ?? "", query: variables.attachmentUpload ?? "" }],
  [413, { body: "x".repeat(3_000_000) }],
];

/** Requests that are answered in a way of their own, by operation: the status, and what to change. */
export const special: Readonly<Record<string, (world: World) => [status: number, change: Change][]>> = {
  signUpByEmail: ({ ada }) => [
    [400, { body: {} }],
    [422, { body: { name: "Ada", email: ada.email, password: "correct horse battery" } }],
  ],
  signInByEmail: ({ ada }) => [
    [400, { body: {} }],
    [401, { body: { email: ada.email, password: "not the password" } }],
  ],
  createSession: ({ ada }) => [
    [400, { body: { client_secret: 7 } }],
    [200, { body: { client_secret: ada.secret } }],
    [403, { isNobody: true, headers: { cookie: ada.cookie, origin: "https://evil.test" } }],
  ],
  chatkit: ({ variables: { thread, item } }) => [
    [200, protocol("threads.get_by_id", { thread_id: thread })],
    [200, protocol("threads.list", {})],
    [200, protocol("threads.update", { thread_id: thread, title: "Mine" })],
    [200, protocol("items.list", { thread_id: thread })],
    [200, protocol("items.feedback", { thread_id: thread, item_ids: [item], kind: "positive" })],
    [200, protocol("threads.retry_after_item", { thread_id: thread, item_id: item })],
    [400, protocol("threads.nothing", {})],
    [400, { body: "{" }],
    [404, protocol("threads.get_by_id", { thread_id: "thr_nothing" })],
    [409, protocol("threads.add_client_tool_output", { thread_id: thread, result: {} })],
    [501, protocol("input.transcribe", { audio_base64: "", mime_type: "audio/webm" })],
  ],
  listThreads: () => [
    [400, { query: "limit=0" }],
    [404, { query: "after=thr_nothing" }],
  ],
  createThread: () => [[400, { body: { title: " " } }]],
  renameThread: () => [[400, { body: { title: "" } }]],
  listItems: () => [
    [200, { query: "include=html" }],
    [400, { query: "order=up" }],
  ],
  sendMessage: ({ variables: { closed } }) => [
    [200, { headers: stream, body: { text: "Hello" } }],
    [400, { body: { text: "" } }],
    [404, { body: { thread_id: "thr_nothing", text: "Hello" } }],
    [409, { body: { thread_id: closed, text: "Hello" } }],
  ],
  listMessages: () => [
    [400, { query: "" }],
    [404, { query: "thread_id=thr_nothing" }],
  ],
  followRun: () => [[400, { headers: { "last-event-id": "first" } }]],
  uploadFile: () => [[400, { body: "no form" }]],
  sendFileContent: fileRefusals,
  postFileContent: fileRefusals,
  getFileContent: () => [[403, { query: "expires=1&signature=none" }]],
  findEntities: () => [[400, { query: `q=${"x".repeat(201)}` }]],
  getCalendar: () => [[404, { query: "secret=feed_of_nobody" }]],
};

/** Requests that anybody may get wrong in the same way, by status. */
export const usual: Readonly<Record<number, Change>> = {
  401: { isNobody: true },
  404: { ids: "nothing" },
  413: { body: JSON.stringify(createThread("x".repeat(3_000_000))) },
  415: { body: JSON.stringify(userInput("Hello")), headers: { "content-type": "text/plain" } },
};
