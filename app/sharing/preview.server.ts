import { findWorkerFile } from "#app/markdown/worker-file.server.ts";
import { Worker } from "node:worker_threads";
import pLimit from "p-limit";
import type { Preview } from "./preview-picture.ts";

/** Pictures that are kept, of some 20 KB each. */
const MAX_KEPT = 200;
/** Pictures that may wait for the worker. */
const MAX_WAITING = 50;
const MAX_MS = 10_000;
/** The worker keeps fonts and WebAssembly in memory, so it ends when there is nothing to draw. */
const IDLE_MS = 30_000;

const kept = new Map<string, Promise<Uint8Array>>();
/** One after another, so that the pictures take one core at most. */
const oneByOne = pLimit(1);
let worker: Worker | undefined;
let idle: NodeJS.Timeout | undefined;

/**
 * The picture as PNG, drawn once for each `key`. Undefined while too many others are being drawn.
 *
 * @throws when it can't be drawn
 */
export async function previewPng(key: string, preview: Preview): Promise<Uint8Array | undefined> {
  const known = kept.get(key);
  if (known) return known;
  if (oneByOne.pendingCount >= MAX_WAITING) return undefined;
  const drawing = oneByOne(() => draw(preview));
  kept.set(key, drawing);
  if (kept.size > MAX_KEPT) {
    const [oldest] = kept.keys();
    if (oldest !== undefined) kept.delete(oldest);
  }
  drawing.catch(() => kept.delete(key));
  return drawing;
}

function draw(preview: Preview): Promise<Uint8Array> {
  clearTimeout(idle);
  worker ??= startWorker();
  const current = worker;
  return new Promise<Uint8Array>((resolve, reject) => {
    const settle = () => {
      clearTimeout(limit);
      current.off("error", fail);
      current.off("exit", fail);
    };
    const fail = (error: unknown) => {
      settle();
      if (worker === current) worker = undefined;
      void current.terminate();
      reject(error instanceof Error ? error : new Error(`the worker ended: ${String(error)}`));
    };
    const limit = setTimeout(() => fail("it took too long"), MAX_MS);
    current.once("error", fail);
    current.once("exit", fail);
    current.once("message", (png: Uint8Array) => {
      settle();
      idle = setTimeout(() => {
        if (worker === current) worker = undefined;
        void current.terminate();
      }, IDLE_MS).unref();
      resolve(png);
    });
    // A worker's port, not a window's.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    current.postMessage(preview);
  });
}

function startWorker(): Worker {
  const started = new Worker(findWorkerFile(import.meta.url, "preview-worker"), {
    resourceLimits: { maxOldGenerationSizeMb: 128 },
  });
  started.unref();
  return started;
}
