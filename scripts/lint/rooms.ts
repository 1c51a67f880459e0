import { dirname, relative, resolve } from "node:path";
import type { Room } from "./room.ts";

const root = resolve(import.meta.dirname, "../..");

const [ENV, LOG, METRICS] = ["app/env.server.ts", "app/log.server.ts", "app/metrics.server.ts"] as const;

/**
 * The imports that are allowed between rooms, lowest room first. This list is the only place that says so;
 * the READMEs and `docs/architecture.md` refer to it.
 */
export const ROOMS: Readonly<Record<string, Room>> = {
  // `@openai/chatkit` contains only types.
  "app/chatkit": { side: "both", imports: [], packages: ["zod", "@openai/chatkit"] },
  "app/ui": { side: "both", imports: [] },
  db: { side: "server", imports: ["app/chatkit", ENV, LOG, METRICS] },
  "app/http": {
    side: "server",
    imports: ["app/chatkit", "app/ui/escape-html.ts", "db/lost-connection.ts", ENV, LOG, METRICS],
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
  "app/runs": { side: "server", imports: ["app/chatkit", "db", LOG, METRICS] },
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

interface Import {
  /** Absolute path of the importing file. */
  file: string;
  /** The specifier as it is written. */
  source: string;
  /** True for `import type`, which is erased at run time. */
  isType: boolean;
}

/** The reason why an import is refused; undefined when it is allowed. */
export function refusedImport({ file, source, isType }: Import): string | undefined {
  const from = relative(root, file).replaceAll("\\", "/");
  const name = roomOf(from);
  const room = name && ROOMS[name];
  if (!name || !room) {
    const isUnlisted = /^app\/[^/]+\//.test(from);
    return isUnlisted ? `${dirname(from)} is in no room of scripts/lint/rooms.ts.` : undefined;
  }
  const target = targetOf(from, source);
  if (target === undefined) return refusedPackage(name, room, source);
  if (target.startsWith("app/+types/") || target.includes("/+types/")) return undefined;
  const isAllowed =
    isIn(target, name) ||
    room.imports.some((one) => isIn(target, one)) ||
    (isType && room.types?.some((one) => isIn(target, one)));
  if (!isAllowed) return `${name} may not import ${target}: see scripts/lint/rooms.ts.`;
  if (isType || isServerOnly(from) || !isServerOnly(target)) return undefined;
  // React Router removes server code from a route's browser build: imports used only by loader and action.
  if (name === "app/routes") return undefined;
  return `${target} runs on the server only: import its types alone, or name this file ….server.ts.`;
}

/** Whether a file (path relative to the root) must not be part of the browser's build. */
export function isServerOnly(path: string): boolean {
  if (/\.server\.tsx?$/.test(path)) return true;
  const room = roomOf(path);
  return room !== undefined && ROOMS[room]?.side === "server";
}

function roomOf(path: string): string | undefined {
  return Object.keys(ROOMS).find((name) => isIn(path, name));
}

function refusedPackage(name: string, { packages }: Room, source: string): string | undefined {
  return !packages || packages.includes(source)
    ? undefined
    : `${name} imports nothing but ${packages.join(", ")} and its own files, so that it can be a package of its own.`;
}

/** The imported file, relative to the root; undefined for a package. */
function targetOf(from: string, source: string): string | undefined {
  if (source.startsWith("#")) return source.slice(1);
  return source.startsWith(".")
    ? relative(root, resolve(root, dirname(from), source)).replaceAll("\\", "/")
    : undefined;
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
