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
  // One listener for all events, of which there may be many.
  let refuse: (error: Interrupted) => void = () => {};
  const interrupt = () => refuse(new Interrupted());
  signal.addEventListener("abort", interrupt, { once: true });
  const nextOrInterrupted = () =>
    new Promise<IteratorResult<T>>((resolve, reject) => {
      refuse = reject;
      if (signal.aborted) interrupt();
      // After an interruption, `reject` ignores a late rejection.
      else iterator.next().then(resolve, reject);
    });
  try {
    for (;;) {
      const result = await nextOrInterrupted();
      if (result.done) {
        exhausted = true;
        return;
      }
      yield result.value;
    }
  } finally {
    signal.removeEventListener("abort", interrupt);
    if (!exhausted) release(iterator);
  }
}

function release(iterator: AsyncIterator<unknown>): void {
  Promise.resolve()
    .then(() => iterator.return?.())
    .catch(() => undefined);
}
