import { setTimeout as delay } from "node:timers/promises";
import { log } from "#app/log.server.ts";
import { newId } from "#db/ids.ts";
import type { Database } from "#db/types.ts";
import { ImportRefusedError } from "./import-refused.ts";
import type { ImportState } from "./import-report.ts";
import type { ArchiveFile } from "./read-archive.server.ts";
import { runImport } from "./run-import.server.ts";

/** How long a form waits for its import before it leads to a page that shows the progress. */
const WAIT_MS = 8_000;
/** Imports that this process does at once. */
const MAX_RUNNING = 3;
/** How long a report can be read. */
const KEPT_MS = 60 * 60 * 1000;

interface Job {
  id: string;
  state: ImportState;
  ended: Promise<unknown>;
}

/** The latest import of each user in this process. */
const jobs = new Map<string, Job>();

/** The latest import of the user, if this process did it. */
export const latestImport = (userId: string): ImportState | undefined => jobs.get(userId)?.state;

/**
 * Begins to import a file, which is closed at the end, and waits for it for some seconds.
 *
 * @returns its result; or that it is running, when it takes longer
 */
export async function importFile(
  db: Database,
  { userId, file }: { userId: string; file: ArchiveFile },
): Promise<ImportState> {
  const running = [...jobs.values()].filter(({ state }) => state.kind === "running").length;
  const isBusy = jobs.get(userId)?.state.kind === "running";
  if (isBusy || running >= MAX_RUNNING) {
    await file.handle.close();
    const whose = isBusy ? "Your last import is" : "Other imports are";
    return { kind: "refused", message: `${whose} still running. Please try again in a moment.` };
  }
  const job = begin(db, userId, file);
  await Promise.race([job.ended, delay(WAIT_MS, undefined, { ref: false })]);
  return job.state;
}

function begin(db: Database, userId: string, file: ArchiveFile): Job {
  const id = newId("imp");
  const job: Job = { id, state: { kind: "running", id, done: 0, total: 0 }, ended: Promise.resolve() };
  jobs.set(userId, job);
  const onProgress = (done: number, total: number) => {
    job.state = { kind: "running", id, done, total };
  };
  const work = async () => {
    try {
      const report = await runImport(db, { userId, file, now: new Date(), onProgress });
      job.state = { kind: "done", report };
    } catch (error) {
      job.state = { kind: "refused", message: reasonOf(error) };
    } finally {
      setTimeout(() => jobs.get(userId) === job && jobs.delete(userId), KEPT_MS).unref();
      await file.handle.close();
    }
  };
  job.ended = work();
  return job;
}

function reasonOf(error: unknown): string {
  if (error instanceof ImportRefusedError) return error.message;
  log.error({ err: error }, "an import broke off");
  return "The import broke off. What was imported stays; import the same file again to go on.";
}
