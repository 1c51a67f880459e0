import type { Room } from "./room.ts";

const [ENV, LOG] = ["app/env.server.ts", "app/log.server.ts"] as const;
const BACKGROUND = "app/background.ts";
const [METRICS, TRACES] = ["app/metrics.server.ts", "app/traces.server.ts"] as const;

/**
 * The imports that are allowed between rooms, lowest room first. This list is the only place that says so;
 * the READMEs and `docs/architecture.md` refer to it.
 */
export const ROOMS: Readonly<Record<string, Room>> = {
  "app/chatkit": {
    side: "both",
    imports: [],
    packages: ["zod"],
    typePackages: ["@openai/chatkit", "@openai/agents", "node:http"],
  },
  "app/ui": { side: "both", imports: [] },
  db: { side: "server", imports: ["app/chatkit", ENV, LOG, METRICS, TRACES] },
  "app/http": {
    side: "server",
    imports: [
      "app/chatkit",
      "app/ui/escape-html.ts",
      "db/lost-connection.ts",
      "db/query-clock.ts",
      ENV,
      LOG,
      METRICS,
      TRACES,
    ],
  },
  "app/markdown": { side: "both", imports: ["app/chatkit", "app/ui", "db"] },
  "app/sharing": { side: "both", imports: ["app/chatkit", "app/markdown", "app/ui", "db", LOG] },
  // Apart from `app/chatkit`, which is a library without an interpreter of templates.
  "app/widget-templates": {
    side: "server",
    imports: ["app/chatkit"],
    packages: ["zod", "@huggingface/jinja", "node:fs/promises"],
  },
  "app/tasks": { side: "both", imports: ["app/chatkit", "app/ui", "app/widget-templates", "db"] },
  "app/entities": { side: "server", imports: ["app/chatkit", "app/tasks", "db"] },
  "app/runs": { side: "server", imports: ["app/chatkit", "db", LOG, METRICS, TRACES] },
  "app/limits": { side: "server", imports: ["app/chatkit", "app/env-fields.ts", "db", ENV, LOG] },
  // `app/runs`: the running answers of a guest move to the account that the guest signs up for.
  "app/auth": {
    side: "server",
    imports: ["app/chatkit", "app/http", "app/limits", "app/runs", "app/ui/escape-html.ts", "db", ENV, LOG],
  },
  "app/files": {
    side: "server",
    imports: [
      "app/auth/auth-secret.ts",
      "app/chatkit",
      "app/http",
      "app/limits",
      "app/markdown/worker-file.server.ts",
      "db",
      ENV,
      LOG,
    ],
  },
  "app/account": {
    side: "both",
    imports: [
      "app/auth",
      "app/history/exchange",
      "app/http",
      "app/runs",
      "app/tasks/exchange",
      "app/ui",
      "db",
      BACKGROUND,
      ENV,
      LOG,
    ],
  },
  "app/instructions": { side: "both", imports: ["app/ui", "db"] },
  // What operators do crosses the rooms of those to whom they do it.
  "app/admin": {
    side: "both",
    imports: [
      "app/account",
      "app/files/storage.ts",
      "app/auth",
      "app/http",
      "app/housekeeping.ts",
      "app/markdown",
      "app/runs",
      "app/ui",
      "db",
      ENV,
      LOG,
    ],
  },
  "app/tool-servers": { side: "server", imports: ["app/env-tool-servers.ts", LOG] },
  "app/assistant": {
    side: "server",
    imports: [
      "app/chatkit",
      "app/env-tool-servers.ts",
      "app/files",
      "app/tasks",
      "app/tool-servers",
      "db",
      ENV,
      LOG,
      METRICS,
      TRACES,
    ],
  },
  "app/chat": {
    side: "server",
    imports: [
      "app/chatkit",
      "app/files",
      "app/http",
      "app/limits",
      "app/markdown",
      "app/runs",
      "app/assistant",
      "db",
      ENV,
      LOG,
      TRACES,
    ],
  },
  "app/mcp": {
    side: "server",
    imports: [
      "app/assistant/agent/tools",
      "app/chat",
      "app/chatkit",
      "app/limits",
      "app/tasks",
      "db",
      ENV,
      LOG,
    ],
  },
  // The start screen of strangers. Its form makes a guest and sends the guest's first message.
  "app/front": { side: "both", imports: ["app/auth", "app/chat", "app/chatkit", "app/http", "app/ui"] },
  // It describes what other rooms take and answer, so it reads their schemas, which import nothing but schemas.
  "app/open-api": {
    side: "both",
    imports: [
      "app/auth/session-schemas.ts",
      "app/chat/rest-schemas.ts",
      "app/chatkit",
      "app/entities/entity-schemas.ts",
      "app/http/error-body.ts",
      "app/http/parse-input.ts",
      "app/ui",
      ENV,
    ],
  },
  "app/shell": { side: "both", imports: ["app/ui"] },
  // The local time of a user, which is in the tasks room because dates of tasks are most of its use.
  "app/history": {
    side: "both",
    imports: [
      "app/chatkit",
      "app/instructions",
      "app/files",
      "app/http/chunk-stream.ts",
      "app/http/open-file-reader.ts",
      "app/http/zip-archive.ts",
      "app/markdown",
      "app/shell",
      "app/tasks/local-time.ts",
      "app/ui",
      "db",
      BACKGROUND,
      LOG,
    ],
  },
  "app/conversation": {
    side: "both",
    imports: ["app/chatkit", "app/markdown", "app/shell", "app/ui"],
    types: ["app/chat"],
  },
  "app/routes": {
    side: "both",
    imports: [
      "app/account",
      "app/admin",
      "app/auth",
      "app/chat",
      "app/chatkit",
      "app/conversation",
      "app/entities",
      "app/files",
      "app/front",
      "app/history",
      "app/http",
      "app/instructions",
      "app/limits",
      "app/mcp",
      "app/open-api",
      "app/runs",
      "app/sharing",
      "app/shell",
      "app/tasks",
      "app/ui",
      "db",
      ENV,
      LOG,
    ],
  },
};
