import { cpSync, existsSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findUpwards } from "../find-upwards.ts";

/*
 * What initdb and the migrations make is the same for everybody, but takes PGlite eight seconds and a gigabyte of memory. The
 * build does it once, and a first start copies that. It has no roles, passwords or rows of its own. A start migrates the copy
 * as it does any other database.
 */

/** The build's folder with it, relative to the app's. Another version of PGlite may not be able to open it. */
export const emptyCluster = (): string => join("build", `empty-cluster-${pgliteVersion()}`);

/** Puts an empty cluster where there is none yet, if the build has made one. Otherwise PGlite runs initdb. */
export function placeEmptyCluster(folder: string): void {
  const source = existsSync(folder) ? undefined : findUpwards(emptyCluster());
  if (!source) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(source, partial, { recursive: true });
  // Whole or not at all, also when the process is killed.
  renameSync(partial, folder);
}

function pgliteVersion(): string {
  const main = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(dirname(main), "../package.json"), "utf8"),
  );
  return version;
}
