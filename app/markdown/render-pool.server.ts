import { findWorkerFile } from "./worker-file.server.ts";
import { Worker } from "node:worker_threads";
import { plainHtml } from "./plain-html.ts";

/** A text to render, as it is posted to a worker. */
export interface RenderTask {
  markdown: string;
  idPrefix: string;
}

/** What a worker posts back: that it has loaded, a text without the colours of its code, and the whole text. */
export type RenderReply =
  | { type: "ready" }
  | { type: "uncoloured"; html: string }
  | { type: "done"; html: string };

export interface Rendered {
  html: string;
  /** False when no worker was free in time. The text is then as it was written, and is rendered again later. */
  isFinal: boolean;
}

interface RenderPoolOptions {
  workerFile: URL;
  maxWorkers?: number;
  /** How long a text waits for a worker. */
  waitMs?: number;
  /** How long a worker may take for a text before it is ended. */
  renderMs?: number;
  /** How long it may take then for the colours of its code. */
  colourMs?: number;
}

interface Job extends RenderTask {
  resolve(rendered: Rendered): void;
  waiting: NodeJS.Timeout;
}

const MAX_HEAP_MB = 256;

/**
 * Renders texts in worker threads, which are kept. A rendering never rejects: a text that takes too long, or
 * that a worker fails on, comes without colours or as it was written.
 */
export function createRenderPool({
  workerFile,
  maxWorkers = 2,
  waitMs = 3_000,
  renderMs = 2_000,
  colourMs = 5_000,
}: RenderPoolOptions): (task: RenderTask) => Promise<Rendered> {
  const queue: Job[] = [];
  const workers = new Set<Worker>();
  const starting = new Set<Worker>();
  const idle: Worker[] = [];

  return (task) =>
    new Promise((resolve) => {
      const waiting = setTimeout(() => {
        queue.splice(queue.indexOf(job), 1);
        resolve({ html: plainHtml(task.markdown), isFinal: false });
      }, waitMs);
      const job: Job = { ...task, resolve, waiting };
      queue.push(job);
      dispatch();
    });

  function dispatch(): void {
    while (queue.length > 0) {
      const worker = idle.pop();
      if (!worker) {
        if (workers.size < maxWorkers && starting.size < queue.length) start();
        return;
      }
      const job = queue.shift();
      if (!job) return;
      clearTimeout(job.waiting);
      run(worker, job);
    }
  }

  function start(): void {
    const worker = new Worker(workerFile, { resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB } });
    workers.add(worker);
    starting.add(worker);
    worker.once("message", () => {
      starting.delete(worker);
      release(worker);
    });
    // `exit` follows.
    worker.on("error", () => undefined);
    worker.once("exit", () => {
      workers.delete(worker);
      idle.splice(0, idle.length, ...idle.filter((one) => one !== worker));
      // One that couldn't even start isn't replaced at once: the next text tries again.
      if (!starting.delete(worker)) dispatch();
    });
  }

  /** Gives the worker its next text. An idle worker doesn't keep the process alive. */
  function release(worker: Worker): void {
    worker.unref();
    idle.push(worker);
    dispatch();
  }

  function run(worker: Worker, { markdown, idPrefix, resolve }: Job): void {
    let html: string | undefined;
    let limit = setTimeout(end, renderMs);
    worker.ref();
    worker.on("message", receive);
    worker.once("exit", finish);
    // A worker's port, not a window's.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    worker.postMessage({ markdown, idPrefix } satisfies RenderTask);

    function receive(reply: RenderReply): void {
      if (reply.type === "ready") return;
      html = reply.html;
      clearTimeout(limit);
      if (reply.type === "uncoloured") {
        limit = setTimeout(end, colourMs);
        return;
      }
      finish();
      release(worker);
    }
    function end(): void {
      finish();
      void worker.terminate();
    }
    function finish(): void {
      clearTimeout(limit);
      worker.off("message", receive);
      worker.off("exit", finish);
      resolve({ html: html ?? plainHtml(markdown), isFinal: true });
    }
  }
}

export const renderInPool = createRenderPool({
  workerFile: findWorkerFile(import.meta.url, "render-worker"),
});
