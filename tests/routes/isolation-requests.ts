/** Ids of records of the user who is attacked. */
export interface Victim {
  thread: string;
  /** The user's message. */
  item: string;
  answer: string;
  run: string;
  /** A file of the thread. */
  attachment: string;
  task: string;
  /** A share of the thread, whose copy everybody may read who has its id. It is of another conversation. */
  share: string;
}

/** A request with the victim's ids, and what others get for it. */
export interface Attempt {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  body?: object | URLSearchParams;
  /** The status for another user. Where it is 200 or 303, the request concerns that user's own records only. */
  other: number;
  /** The status without a sign-in. */
  nobody: number;
}

const attempt = (
  method: Attempt["method"],
  path: string,
  other: number,
  nobody: number,
  body?: Attempt["body"],
): Attempt => ({ method, path, other, nobody, ...(body ? { body } : {}) });
const form = (fields: Record<string, string>) => new URLSearchParams(fields);

/** Every route of `app/routes.ts`. The paths that have no user's data at all have no attempt. */
export const routeAttempts: Readonly<Record<string, (victim: Victim) => Attempt[]>> = {
  healthz: () => [],
  readyz: () => [],
  "api/*": () => [],
  "*": () => [],
  "robots.txt": () => [],
  "manifest.webmanifest": () => [],
  "preview.png": () => [],
  // A stranger's first message makes a guest, with a conversation of its own.
  "/": () => [
    attempt("GET", "/", 302, 200),
    attempt("POST", "/", 303, 303, form({ text: "Hello", key: "k" })),
  ],
  "sign-in": () => [],
  "sign-up": () => [],
  "sign-out": () => [],
  // A session's endpoints; `auth-endpoints.test.ts` lists them.
  "api/auth/*": () => [attempt("GET", "/api/auth/token", 200, 401)],
  // They are the same for everybody.
  "api/docs": () => [attempt("GET", "/api/docs", 200, 200)],
  "api/openapi.json": () => [attempt("GET", "/api/openapi.json", 200, 200)],
  // By type, below.
  "api/chatkit": () => [],
  "api/chatkit/session": () => [attempt("POST", "/api/chatkit/session", 200, 401)],
  "api/chatkit/threads": () => [
    attempt("GET", "/api/chatkit/threads", 200, 401),
    attempt("GET", "/api/chatkit/threads?q=Xanthippe", 200, 401),
    attempt("POST", "/api/chatkit/threads", 201, 401, {}),
  ],
  "api/chatkit/threads/:threadId": ({ thread }) => [
    attempt("GET", `/api/chatkit/threads/${thread}`, 404, 401),
    attempt("PATCH", `/api/chatkit/threads/${thread}`, 404, 401, { title: "Mine" }),
    attempt("DELETE", `/api/chatkit/threads/${thread}`, 404, 401),
  ],
  "api/chatkit/threads/:threadId/items": ({ thread, item }) => [
    attempt("GET", `/api/chatkit/threads/${thread}/items`, 404, 401),
    attempt("GET", `/api/chatkit/threads/${thread}/items?after=${item}`, 404, 401),
  ],
  "api/chatkit/threads/:threadId/items/:itemId/feedback": ({ thread, answer }) => [
    attempt("DELETE", `/api/chatkit/threads/${thread}/items/${answer}/feedback`, 404, 401),
  ],
  "api/chatkit/messages": ({ thread }) => [
    attempt("GET", `/api/chatkit/messages?thread_id=${thread}`, 404, 401),
    attempt("POST", "/api/chatkit/messages", 404, 401, { thread_id: thread, text: "Hello" }),
  ],
  "api/chatkit/attachments": () => [attempt("POST", "/api/chatkit/attachments", 400, 401, {})],
  "api/chatkit/attachments/:attachmentId/content": ({ attachment }) => {
    const path = `/api/chatkit/attachments/${attachment}/content`;
    // Without a signature, a token is needed, and with one that isn't right, nothing helps.
    return [
      attempt("GET", path, 404, 401),
      attempt("GET", `${path}?expires=9999999999&signature=none`, 403, 403),
      attempt("PUT", `${path}?expires=9999999999&signature=none`, 403, 403, {}),
      attempt("POST", path, 403, 403, {}),
    ];
  },
  "api/chatkit/entities": () => [attempt("GET", "/api/chatkit/entities?q=Xanthippe", 200, 401)],
  "api/chatkit/entities/:entityId/preview": ({ thread, task }) => [
    attempt("GET", `/api/chatkit/entities/${thread}/preview`, 404, 401),
    attempt("GET", `/api/chatkit/entities/${task}/preview`, 404, 401),
  ],
  "api/chatkit/runs/:runId/events": ({ run }) => [
    attempt("GET", `/api/chatkit/runs/${run}/events`, 404, 401),
  ],
  "api/chatkit/runs/:runId/stop": ({ run }) => [attempt("POST", `/api/chatkit/runs/${run}/stop`, 404, 401)],
  "chat/:threadId?": ({ thread, item, answer, run }) => [
    attempt("GET", "/chat", 200, 302),
    attempt("GET", `/chat/${thread}`, 404, 302),
    attempt("GET", `/chat/${thread}.data`, 404, 202),
    attempt("GET", `/chat/${thread}?at=${item}`, 404, 302),
    ...[
      { intent: "send", text: "Hello" },
      { intent: "answer", item },
      { intent: "skip", item },
      { intent: "widget", item: answer, action: "0-0" },
      { intent: "version", item: answer },
      { intent: "continue", item: answer },
    ].map((fields) => attempt("POST", `/chat/${thread}`, 404, 302, form(fields))),
    // A stop names a run. Nothing happens to one of another user.
    attempt("POST", "/chat", 303, 302, form({ intent: "stop", run })),
  ],
  "history/:year?/:month?": () => [
    attempt("GET", "/history", 200, 302),
    attempt("GET", "/history?q=Xanthippe", 200, 302),
    attempt("GET", "/history?in=deleted", 200, 302),
    attempt("GET", "/history/2026/07", 200, 302),
  ],
  palette: () => [attempt("GET", "/palette?q=Xanthippe", 200, 302)],
  "history/change": ({ thread }) => [
    ...[
      { intent: "rename", id: thread, title: "Mine" },
      { intent: "pin", id: thread },
      { intent: "archive", id: thread },
      { intent: "move", id: thread, folder: "" },
      { intent: "delete", id: thread },
      { intent: "restore", id: thread },
      { intent: "edit-folder", folder: thread, name: "Mine" },
      { intent: "delete-folder", folder: thread },
    ].map((fields) => attempt("POST", "/history/change", 404, 302, form(fields))),
    attempt("POST", "/history/change", 303, 302, form({ intent: "purge", id: thread })),
  ],
  "chat/:threadId/share": ({ thread, share }) => [
    attempt("GET", `/chat/${thread}/share`, 404, 302),
    ...[
      { intent: "create", ends: "never" },
      { intent: "update", share },
      { intent: "revoke", share },
    ].map((fields) => attempt("POST", `/chat/${thread}/share`, 404, 302, form(fields))),
  ],
  // For operators, with a token of theirs.
  metrics: () => [attempt("GET", "/metrics", 404, 404)],
  // A cookie opens nothing there; `mcp.test.ts` calls its tools with tokens.
  mcp: ({ thread }) => [
    attempt("POST", "/mcp", 401, 401, {
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: "read_conversation", arguments: { id: thread } },
    }),
  ],
  "chat/:threadId/instructions": ({ thread }) => [
    attempt("GET", `/chat/${thread}/instructions`, 404, 302),
    attempt("POST", `/chat/${thread}/instructions`, 404, 302, form({ text: "Mine" })),
  ],
  "chat/:threadId/data": ({ thread }) => [attempt("GET", `/chat/${thread}/data`, 404, 302)],
  "chat/:threadId/export": ({ thread }) =>
    ["md", "json", "html"].map((format) =>
      attempt("GET", `/chat/${thread}/export?format=${format}`, 404, 302),
    ),
  // A share is for everybody. What else its owner has isn't in it.
  "s/:shareId": ({ share }) => [
    attempt("GET", `/s/${share}`, 200, 200),
    attempt("POST", `/s/${share}`, 303, 303, form({ key: "k" })),
    attempt("GET", "/s/shr_00000000000000000000000000", 404, 404),
  ],
  "s/:shareId/preview.png": ({ share }) => [attempt("GET", `/s/${share}/preview.png`, 200, 200)],
  "s/:shareId/files/:fileId": ({ share: id, attachment }) => [
    attempt("GET", `/s/${id}/files/${attachment}`, 404, 404),
  ],
  "history/shared": ({ share }) => [
    attempt("GET", "/history/shared", 200, 302),
    attempt("POST", "/history/shared", 404, 302, form({ intent: "revoke", share })),
  ],
  "history/export": ({ thread }) => [
    attempt("GET", "/history/export", 200, 302),
    attempt("POST", "/history/export", 200, 302, form({ id: thread })),
  ],
  "history/import": () => [
    attempt("GET", "/history/import", 200, 302),
    attempt("POST", "/history/import", 400, 302, form({ file: "none" })),
  ],
  tasks: ({ task }) => [
    attempt("GET", "/tasks", 200, 302),
    attempt("GET", "/tasks?q=Xanthippe", 200, 302),
    attempt("GET", `/tasks?view=all&edit=${task}`, 200, 302),
    ...[
      { intent: "complete", id: task },
      { intent: "reopen", id: task },
      { intent: "delete", id: task },
      { intent: "schedule", id: task, due: "2026-12-01" },
      { intent: "prioritize", id: task, to: "urgent" },
      { intent: "move", id: task, to: "mine" },
      { intent: "order", id: task, order: task },
      { intent: "update", id: task, title: "Mine", priority: "high" },
      { intent: "undo", change: task },
    ].map((fields) => attempt("POST", "/tasks", 404, 302, form(fields))),
  ],
  "tasks/preview": () => [attempt("POST", "/tasks/preview", 200, 302, form({ text: "Buy milk" }))],
  "tasks/reminders": () => [attempt("GET", "/tasks/reminders", 200, 302)],
  "tasks/exchange": () => [
    attempt("GET", "/tasks/exchange", 200, 302),
    attempt("POST", "/tasks/exchange", 200, 302, form({ intent: "revoke" })),
  ],
  "tasks.csv": () => [attempt("GET", "/tasks.csv", 200, 302)],
  "tasks.ics": ({ task }) => [
    attempt("GET", "/tasks.ics", 404, 404),
    attempt("GET", `/tasks.ics?secret=${task}`, 404, 404),
  ],
  settings: () => [
    attempt("GET", "/settings", 200, 302),
    attempt("POST", "/settings", 404, 302, form({ intent: "sign-out-session", id: "ses_1" })),
    attempt("POST", "/settings", 404, 302, form({ intent: "remove-passkey", id: "key_1" })),
  ],
  "settings/instructions": () => [
    attempt("GET", "/settings/instructions", 200, 302),
    attempt("POST", "/settings/instructions", 404, 302, form({ intent: "delete-fact", id: "mem_1" })),
    attempt(
      "POST",
      "/settings/instructions",
      404,
      302,
      form({ intent: "change-fact", id: "mem_1", text: "Mine" }),
    ),
  ],
  "settings/keys": () => [
    attempt("GET", "/settings/keys", 200, 302),
    attempt("POST", "/settings/keys", 404, 302, form({ intent: "revoke", id: "key_1" })),
  ],
  // It concerns the account of the session alone, and a guest has none.
  "settings/two-factor": () => [],
  "settings/delete": () => [attempt("GET", "/settings/delete", 200, 302)],
  "settings/export": () => [attempt("GET", "/settings/export", 200, 302)],
  "two-factor": () => [],
  "forgot-password": () => [],
  "reset-password": () => [],
  "verify-email": () => [],
  "invite/:token": () => [],
  privacy: () => [],
  // For administrators alone.
  admin: ({ run }) => [
    attempt("GET", "/admin", 404, 302),
    attempt("POST", "/admin", 404, 302, form({ command: "runs.stop", id: run })),
  ],
  ".well-known/change-password": () => [],
};
