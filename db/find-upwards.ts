import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Finds what belongs to the app, by its path relative to the app's folder. It is searched for upwards from this file, which
 * is in `db/` or, in a build, in `build/server/`, and from the working directory.
 *
 * @returns its absolute path; undefined when it isn't there
 */
export function findUpwards(path: string): string | undefined {
  for (const start of [import.meta.dirname, process.cwd()]) {
    for (let folder = start; ; folder = dirname(folder)) {
      const candidate = join(folder, path);
      if (existsSync(candidate)) return candidate;
      if (folder === dirname(folder)) break;
    }
  }
  return undefined;
}
