import { log } from "#app/log.server.ts";
import { writeImportProgress } from "#db/queries/imports.ts";
import type { Database } from "#db/types.ts";

/** How often the progress of an import is written, at most. */
const WRITE_MS = 1_000;
/** How often its process says that it lives. */
const HEARTBEAT_MS = 5_000;
/** An import is considered interrupted after this many missed heartbeats. */
export const SILENCE_MS = 6 * HEARTBEAT_MS;

/** How far an import is: conversations that are read, and those in the file. */
interface Progress {
  done: number;
  total: number;
}

/** Keeps the row of an import up to date while it runs. */
export interface ProgressKeeper {
  progress: Progress;
  /** Whether the row is gone, or another process has ended it. */
  isOver(): boolean;
  /** Resolves when nothing is being written any more. */
  stop(): Promise<void>;
}

/** Writes `progress`, which the import sets, and heartbeats, until it is stopped. */
export function keepProgress(db: Database, key: { userId: string; id: string }): ProgressKeeper {
  let written: Progress = { done: 0, total: 0 };
  let writtenAt = Date.now();
  let isOver = false;
  let writing: Promise<void> | undefined;
  const keeper: ProgressKeeper = {
    progress: written,
    isOver: () => isOver,
    async stop() {
      clearInterval(timer);
      await writing;
    },
  };
  const write = async () => {
    const { progress } = keeper;
    if (progress === written && Date.now() - writtenAt < HEARTBEAT_MS) return;
    try {
      isOver = !(await writeImportProgress(db, { ...key, ...progress }));
      [written, writtenAt] = [progress, Date.now()];
    } catch (error) {
      log.warn({ err: error }, "the progress of an import could not be written; will try again");
    }
  };
  const timer = setInterval(() => {
    writing ??= write().finally(() => (writing = undefined));
  }, WRITE_MS);
  timer.unref();
  return keeper;
}
