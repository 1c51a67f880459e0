import { cpSync, existsSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";

/*
 * What initdb makes is the same for everybody, but takes PGlite five seconds and a gigabyte of memory. The build does it
 * once, and a first start copies that. It has no roles, passwords or tables of its own.
 */

/** The build's folder with it, relative to the app's. */
export const EMPTY_CLUSTER = join("build", "empty-cluster");

/** Puts an empty cluster where there is none yet, if the build has made one. Otherwise PGlite runs initdb. */
export function placeEmptyCluster(folder: string): void {
  const source = existsSync(folder) ? undefined : findEmptyCluster();
  if (!source) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(source, partial, { recursive: true });
  // Whole or not at all, also when the process is killed.
  renameSync(partial, folder);
}

/** Searches upwards from this file, which is `db/drivers/….ts`, or `build/server/….js` in a build. */
function findEmptyCluster(): string | undefined {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const candidate = join(folder, EMPTY_CLUSTER);
    if (existsSync(candidate)) return candidate;
  }
  return undefined;
}
