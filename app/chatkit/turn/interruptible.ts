/** Thrown to the reader of an iteration that was interrupted. */
export class Interrupted extends Error {
  override name = "Interrupted";
}

/**
 * Iterates over `start()` until `signal` aborts, then throws `Interrupted` at once, even if the source never
 * yields again. Calls the source's `return` without waiting for it.
 */
export async function* interruptible<T>(
  start: () => AsyncIterable<T>,
  signal: AbortSignal,
): AsyncGenerator<T> {
  if (signal.aborted) throw new Interrupted();
  const iterator = start()[Symbol.asyncIterator]();
  let exhausted = false;
  try {
    for (;;) {
      const result = await nextOrInterrupted(iterator, signal);
      if (result.done) {
        exhausted = true;
        return;
      }
      yield result.value;
    }
  } finally {
    if (!exhausted) release(iterator);
  }
}

function nextOrInterrupted<T>(iterator: AsyncIterator<T>, signal: AbortSignal): Promise<IteratorResult<T>> {
  const { promise, resolve, reject } = Promise.withResolvers<IteratorResult<T>>();
  const interrupt = () => reject(new Interrupted());
  if (signal.aborted) {
    interrupt();
    return promise;
  }
  signal.addEventListener("abort", interrupt, { once: true });
  // After an interruption, `reject` ignores a late rejection.
  iterator.next().then(resolve, reject);
  return promise.finally(() => signal.removeEventListener("abort", interrupt));
}

function release(iterator: AsyncIterator<unknown>): void {
  Promise.resolve()
    .then(() => iterator.return?.())
    .catch(() => undefined);
}
