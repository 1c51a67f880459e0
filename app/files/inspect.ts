import { Worker } from "node:worker_threads";
import { log } from "#app/log.server.ts";
import { findWorkerFile } from "#app/markdown/worker-file.server.ts";
import { createQueue } from "./queue.ts";
import type { Inspection, InspectTask } from "./inspection.ts";

/** Files that may wait for the worker. */
const MAX_WAITING = 50;
/** How long one file may take. */
const MAX_MS = 15_000;
/** The worker's memory: of objects, and of bytes, which V8's own limits don't count. */
const MAX_HEAP_MB = 192;
const MAX_BYTES = 256 * 1024 * 1024;
const WATCH_MS = 50;
/** The worker keeps the readers of documents in memory, so it ends when there is nothing to do. */
const IDLE_MS = 30_000;

const TOO_MUCH = "The file is too complicated to be read, so its text is missing.";

const files = createQueue(MAX_WAITING);
let worker: Worker | undefined;
let idle: NodeJS.Timeout | undefined;

/**
 * Looks into a file: what its bytes are, whatever its name says, and its text. It is done in a thread with limits of time
 * and memory, one file at a time: a file that is over them is one without text.
 *
 * @throws {ChatKitError} `unavailable` while too many files wait
 */
export async function inspectFile(task: InspectTask): Promise<Inspection> {
  return files.inTurn(() =>
    inspect(task).catch((error: unknown) => {
      log.info({ err: error, size: task.size }, "a file could not be looked into");
      return { mimeType: "application/octet-stream", text: null, problem: TOO_MUCH };
    }),
  );
}

function inspect(task: InspectTask): Promise<Inspection> {
  clearTimeout(idle);
  worker ??= startWorker();
  const current = worker;
  return new Promise<Inspection>((resolve, reject) => {
    const settle = () => {
      clearTimeout(limit);
      clearInterval(watch);
      current.off("error", fail);
      current.off("exit", fail);
      current.off("message", finish);
    };
    const fail = (error: unknown) => {
      settle();
      if (worker === current) worker = undefined;
      void current.terminate();
      reject(error instanceof Error ? error : new Error(`the worker ended: ${String(error)}`));
    };
    const finish = (inspection: Inspection) => {
      settle();
      idle = setTimeout(() => {
        if (worker === current) worker = undefined;
        void current.terminate();
      }, IDLE_MS).unref();
      resolve(inspection);
    };
    const limit = setTimeout(() => fail("it took too long"), MAX_MS);
    const watch = setInterval(() => {
      void current.getHeapStatistics().then(
        ({ external_memory: bytes }) => bytes > MAX_BYTES && fail("it took too much memory"),
        () => undefined,
      );
    }, WATCH_MS);
    current.on("error", fail);
    current.on("exit", fail);
    current.on("message", finish);
    // A worker's port, not a window's.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    current.postMessage(task);
  });
}

function startWorker(): Worker {
  const started = new Worker(findWorkerFile(import.meta.url, "inspect-worker"), {
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB },
  });
  started.unref();
  return started;
}
