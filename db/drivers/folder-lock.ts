import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The folder is locked by another handle. The message is one line for the operator. */
export class FolderInUseError extends Error {
  override name = "FolderInUseError";

  constructor(path: string, options?: ErrorOptions) {
    super(
      `${path} is in use by another process: stop it first (the app, or a seed, migrate or studio command), ` +
        "or set DATA_DIR to another folder.",
      options,
    );
  }
}

export interface FolderLock {
  release(): void;
}

/**
 * Locks the folder for this handle alone.
 *
 * PGlite has no lock, and a second process on its files corrupts them. The lock is the operating
 * system's (SQLite's, on `lock.sqlite`): the kernel drops it when the process dies, however it dies, so
 * there is no stale file to clean up. Two handles of one process exclude each other too.
 *
 * @throws {FolderInUseError}
 */
export function lockFolder(folder: string): FolderLock {
  const path = resolve(folder);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const { DatabaseSync } = loadSqlite();
  const database = new DatabaseSync(join(path, "lock.sqlite"), { timeout: 0 });
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new FolderInUseError(path, { cause: error });
  }
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}

/** `node:sqlite`, without the "experimental" line that some Node versions print when it is first loaded. */
function loadSqlite() {
  const emitWarning = process.emitWarning;
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).includes("SQLite is an experimental feature")) return;
    Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  try {
    return process.getBuiltinModule("node:sqlite");
  } finally {
    process.emitWarning = emitWarning;
  }
}
