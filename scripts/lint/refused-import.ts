import { dirname, relative, resolve } from "node:path";
import { refusedPackage } from "./room.ts";
import { ROOMS } from "./rooms.ts";

const root = resolve(import.meta.dirname, "../..");

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
  if (target === undefined) return refusedPackage(name, room, { source, isType });
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

/** The imported file, relative to the root; undefined for a package. */
function targetOf(from: string, source: string): string | undefined {
  if (source.startsWith("#")) return source.slice(1);
  return source.startsWith(".")
    ? relative(root, resolve(root, dirname(from), source)).replaceAll("\\", "/")
    : undefined;
}

const isIn = (path: string, folder: string) => path === folder || path.startsWith(`${folder}/`);
