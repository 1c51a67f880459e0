import { createHash } from "node:crypto";
import {
  closeSync,
  cpSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findUpwards } from "../find-upwards.ts";

/*
 * What initdb and the migrations make is the same for everybody, but takes PGlite eight seconds and a gigabyte of memory. The
 * build does it once, and a first start copies that. It has no roles, passwords or data of its own. A start migrates the copy
 * as it does any other database.
 */

/**
 * The build's folder with it, relative to the app's. Another version of PGlite may not be able to open it, and sources with
 * other migrations (`npm run dev` beside an old build) don't want its tables.
 */
export const emptyCluster = (): string =>
  join("build", `empty-cluster-${pgliteVersion()}-${migrationsHash().slice(0, 8)}`);

/** Puts an empty cluster where there is none yet, if the build has made one. Otherwise PGlite runs initdb. */
export function placeEmptyCluster(folder: string): void {
  const source = existsSync(folder) ? undefined : findUpwards(emptyCluster());
  if (!source) return;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  cpSync(source, partial, { recursive: true });
  sync(partial);
  // Whole or not at all, also when the process is killed or the power fails.
  renameSync(partial, folder);
  if (!IS_WINDOWS) syncOne(dirname(folder), "r");
}

const IS_WINDOWS = process.platform === "win32";

/** Waits until a folder and all that is in it are on the disk, as initdb does. Windows syncs no folders. */
function sync(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) syncOne(path, "r+");
    else if (!IS_WINDOWS) syncOne(path, "r");
  }
  if (!IS_WINDOWS) syncOne(folder, "r");
}

function syncOne(path: string, flags: string): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function pgliteVersion(): string {
  const main = createRequire(import.meta.url).resolve("@electric-sql/pglite");
  const { version }: { version: string } = JSON.parse(
    readFileSync(join(dirname(main), "../package.json"), "utf8"),
  );
  return version;
}

function migrationsHash(): string {
  const folder = findUpwards("db/migrations");
  const hash = createHash("sha256");
  if (!folder) return hash.digest("hex");
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  for (const file of files.toSorted()) hash.update(readFileSync(join(folder, file)));
  return hash.digest("hex");
}
