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
/** An import that takes longer gives its place to others. */
const MAX_MS = 30 * 60 * 1000;
const TOO_LONG =
  "The import took too long and was stopped. What was imported stays; import the same file again to go on.";
/** How long a report can be read. */
const KEPT_MS = 60 * 60 * 1000;

interface Job {
  id: string;
  state: ImportState;
}

/** The latest import of each user in this process. */
const jobs = new Map<string, Job>();

/** The latest import of the user, if this process did it. */
export const latestImport = (userId: string): ImportState | undefined => jobs.get(userId)?.state;

/**
 * Receives a file and begins to import it, and waits for that for some seconds. The place of an import is taken before
 * its file is received, so that nobody's uploads fill the disk.
 *
 * @param receive its file is closed at the end
 * @returns the result; or that it is running, when it takes longer
 * @throws what `receive` throws
 */
export async function importFile(
  db: Database,
  { userId, receive }: { userId: string; receive(): Promise<ArchiveFile> },
): Promise<ImportState> {
  const running = [...jobs.values()].filter(({ state }) => state.kind === "running").length;
  const isBusy = jobs.get(userId)?.state.kind === "running";
  if (isBusy || running >= MAX_RUNNING) {
    const whose = isBusy ? "Your last import is" : "Other imports are";
    return { kind: "refused", message: `${whose} still running. Please try again in a moment.` };
  }
  const id = newId("imp");
  const job: Job = { id, state: { kind: "running", id, done: 0, total: 0 } };
  jobs.set(userId, job);
  const file = await receive().catch((error: unknown) => {
    jobs.delete(userId);
    throw error;
  });
  await Promise.race([carryOut(db, job, userId, file), delay(WAIT_MS, undefined, { ref: false })]);
  return job.state;
}

async function carryOut(db: Database, job: Job, userId: string, file: ArchiveFile): Promise<void> {
  const { id } = job;
  const until = Date.now() + MAX_MS;
  const onProgress = (done: number, total: number) => {
    job.state = { kind: "running", id, done, total };
    if (Date.now() > until) throw new ImportRefusedError(TOO_LONG);
  };
  try {
    const report = await runImport(db, { userId, file, now: new Date(), onProgress });
    job.state = { kind: "done", report };
  } catch (error) {
    job.state = { kind: "refused", message: reasonOf(error) };
  } finally {
    setTimeout(() => jobs.get(userId) === job && jobs.delete(userId), KEPT_MS).unref();
    await file.handle.close();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof ImportRefusedError) return error.message;
  log.error({ err: error }, "an import broke off");
  return "The import broke off. What was imported stays; import the same file again to go on.";
}
