import { dirname, relative, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/**
 * Who may import whom: `routes → assistant, runs, conversation → chatkit, db → nothing above`
 * (docs/decisions and the folders' READMEs). A room may always import itself. What isn't listed here (the
 * process, middleware, http) holds the rooms together and may import any.
 */
const MAY_IMPORT: Record<string, readonly string[]> = {
  "app/chatkit": [],
  "app/ui": [],
  db: ["app/chatkit", "app/env.server.ts"],
  "app/runs": ["app/chatkit", "db", "app/log.server.ts"],
  "app/tasks": ["app/chatkit", "app/ui", "db"],
  "app/entities": ["app/chatkit", "app/tasks", "db"],
  "app/conversation": ["app/chatkit", "app/runs", "app/ui", "app/log.server.ts", "db"],
  // Runs, because what a guest is being answered goes along when the guest signs up.
  "app/auth": [
    "app/chatkit",
    "app/env.server.ts",
    "app/http",
    "app/log.server.ts",
    "app/runs",
    "app/ui",
    "db",
  ],
  "app/assistant": [
    "app/chatkit",
    "app/conversation/markdown",
    "app/env.server.ts",
    "app/http",
    "app/log.server.ts",
    "app/runs",
    "app/tasks",
    "db",
  ],
};

/** Packages that a room may import; undefined leaves it free. */
const PACKAGES: Record<string, readonly string[]> = {
  // `@openai/chatkit` holds types alone.
  "app/chatkit": ["zod", "@openai/chatkit"],
};

/** Why `file` may not import `source`; undefined when it may. */
export function refusedImport(file: string, source: string): string | undefined {
  const from = relative(root, file).replaceAll("\\", "/");
  const room = Object.keys(MAY_IMPORT).find((name) => isIn(from, name));
  if (!room) return undefined;
  const target = targetOf(from, source);
  if (target === undefined) {
    const packages = PACKAGES[room];
    return !packages || packages.includes(source)
      ? undefined
      : `${room} imports nothing but ${packages.join(", ")} and its own files, so that it could be a package of its own.`;
  }
  const allowed = isIn(target, room) || MAY_IMPORT[room]?.some((name) => isIn(target, name));
  return allowed
    ? undefined
    : `${room} may not import ${target}: see scripts/lint/rooms.ts for who may import whom.`;
}

/** The imported file, relative to the root; undefined for a package. */
function targetOf(from: string, source: string): string | undefined {
  if (source.startsWith("#")) return source.slice(1);
  return source.startsWith(".")
    ? relative(root, resolve(root, dirname(from), source)).replaceAll("\\", "/")
    : undefined;
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
