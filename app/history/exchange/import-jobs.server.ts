import { setTimeout as delay } from "node:timers/promises";
import { inBackground, isStopping } from "#app/background.ts";
import { log } from "#app/log.server.ts";
import { newId } from "#db/ids.ts";
import { retryOnLostConnection } from "#db/lost-connection.ts";
import { beginImport, dropImport, endImport, findLatestImport } from "#db/queries/imports.ts";
import type { ImportOutcome } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { keepProgress, type ProgressKeeper, SILENCE_MS } from "./import-progress.server.ts";
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
/** How long to try to write the end, when the database is away. */
const END_PATIENCE_MS = 30_000;
const TOO_LONG =
  "The import took too long and was stopped. What was imported stays; import the same file again to go on.";
const BROKE_OFF = "The import broke off. What was imported stays; import the same file again to go on.";

interface Job {
  id: string;
  userId: string;
}

let running = 0;

/** The latest import of the user, in whichever process. */
export async function latestImport(db: Database, userId: string): Promise<ImportState | undefined> {
  const latest = await findLatestImport(db, { userId, silenceMs: SILENCE_MS });
  if (!latest) return undefined;
  const { outcome, ...progress } = latest;
  return stateOf(outcome, progress);
}

const stateOf = (outcome: ImportOutcome | null, progress: { done: number; total: number }): ImportState =>
  outcome === null || outcome.kind === "interrupted"
    ? { kind: outcome?.kind ?? "running", ...progress }
    : outcome;

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
  if (running >= MAX_RUNNING) {
    const own = await latestImport(db, userId);
    return busy(own?.kind === "running" ? "Your last import is" : "Other imports are");
  }
  running += 1;
  let imported: Promise<ImportState> | undefined;
  try {
    const job: Job = { id: newId("imp"), userId };
    if (!(await beginImport(db, { ...job, silenceMs: SILENCE_MS }))) return busy("Your last import is");
    const keeper = keepProgress(db, job);
    const file = await receive().catch(async (error: unknown) => {
      await keeper.stop();
      await dropImport(db, job);
      throw error;
    });
    imported = inBackground(carryOut(db, { job, file, keeper }));
    void imported.finally(() => (running -= 1));
    const atMost = delay(WAIT_MS, undefined, { ref: false });
    return (await Promise.race([imported, atMost])) ?? stateOf(null, keeper.progress);
  } finally {
    if (!imported) running -= 1;
  }
}

const busy = (whose: string): ImportState => ({
  kind: "refused",
  message: `${whose} still running. Please try again in a moment.`,
});

/** Never rejects: an import that fails has its reason in the row. */
async function carryOut(
  db: Database,
  { job, file, keeper }: { job: Job; file: ArchiveFile; keeper: ProgressKeeper },
): Promise<ImportState> {
  const outcome = await outcomeOf(db, { job, file, keeper });
  const { progress } = keeper;
  try {
    await Promise.all([keeper.stop(), file.handle.close()]);
    await retryOnLostConnection(() => endImport(db, { ...job, ...progress, outcome }), {
      patienceMs: END_PATIENCE_MS,
    });
  } catch (error) {
    log.error({ err: error }, "the end of an import could not be written");
  }
  return stateOf(outcome, progress);
}

async function outcomeOf(
  db: Database,
  { job: { userId }, file, keeper }: { job: Job; file: ArchiveFile; keeper: ProgressKeeper },
): Promise<ImportOutcome> {
  const until = Date.now() + MAX_MS;
  const onProgress = (done: number, total: number) => {
    keeper.progress = { done, total };
    if (Date.now() > until) throw new ImportRefusedError(TOO_LONG);
    if (keeper.isOver() || isStopping()) throw new ImportRefusedError(BROKE_OFF);
  };
  try {
    const report = await runImport(db, { userId, file, now: new Date(), onProgress });
    return { kind: "done", report };
  } catch (error) {
    if (error instanceof ImportRefusedError) return { kind: "refused", message: error.message };
    log.error({ err: error }, "an import broke off");
    return { kind: "refused", message: BROKE_OFF };
  }
}
