import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { plainHtml } from "./plain-html.ts";

/** What a worker is sent. */
export interface Task {
  markdown: string;
  idPrefix: string;
}

/** What a worker sends. */
export type Answer =
  | { type: "ready" }
  | { type: "uncoloured"; html: string }
  | { type: "done"; html: string };

export interface Rendered {
  html: string;
  /** False when no worker was free in time: the text as it was written, to be rendered another time. */
  isFinal: boolean;
}

interface Job extends Task {
  resolve(rendered: Rendered): void;
  waiting: NodeJS.Timeout;
}

const MAX_WORKERS = 2;
/** How long a text waits for a worker. */
const WAIT_MS = 3_000;
/** How long a worker may take for a text, and then for the colours of its code, before it is ended. */
const RENDER_MS = 2_000;
const COLOUR_MS = 5_000;
const MAX_HEAP_MB = 256;

/** The source, or the entry of the server build beside or above the chunk that this module is in. */
const FILES = ["./render-worker.server.ts", "./render-worker.js", "../render-worker.js"];
const workerFile = FILES.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));

const queue: Job[] = [];
const workers = new Set<Worker>();
const starting = new Set<Worker>();
const idle: Worker[] = [];

/**
 * Renders a text in a worker thread. Never rejects: a text that takes too long, or that a worker fails on,
 * is shown without colours or as it was written.
 */
export function renderInPool(task: Task): Promise<Rendered> {
  return new Promise((resolve) => {
    const waiting = setTimeout(() => {
      queue.splice(queue.indexOf(job), 1);
      resolve({ html: plainHtml(task.markdown), isFinal: false });
    }, WAIT_MS);
    const job: Job = { ...task, resolve, waiting };
    queue.push(job);
    dispatch();
  });
}

function dispatch(): void {
  while (queue.length > 0) {
    const worker = idle.pop();
    if (!worker) {
      if (workers.size < MAX_WORKERS && starting.size < queue.length) start();
      return;
    }
    const job = queue.shift();
    if (!job) return;
    clearTimeout(job.waiting);
    run(worker, job);
  }
}

function start(): void {
  if (!workerFile) throw new Error("The build has no entry for the rendering's worker.");
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

/** Takes the next text. An idle worker doesn't keep the process alive. */
function release(worker: Worker): void {
  worker.unref();
  idle.push(worker);
  dispatch();
}

function run(worker: Worker, { markdown, idPrefix, resolve }: Job): void {
  let html: string | undefined;
  let limit = setTimeout(end, RENDER_MS);
  worker.ref();
  worker.on("message", receive);
  worker.once("exit", finish);
  // A worker's port, not a window's.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  worker.postMessage({ markdown, idPrefix } satisfies Task);

  function receive(answer: Answer): void {
    if (answer.type === "ready") return;
    html = answer.html;
    clearTimeout(limit);
    if (answer.type === "uncoloured") {
      limit = setTimeout(end, COLOUR_MS);
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
