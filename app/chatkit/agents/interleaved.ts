/**
 * The items of a source, and undefined between them whenever there is something else to see to: the source may be silent for
 * long. A source that is left is told so, without waiting for it: one that hangs may never settle that.
 *
 * @param sign resolves when there is something; asked each time
 */
export async function* interleaved<Item>(
  source: AsyncIterable<Item>,
  sign: () => Promise<void>,
): AsyncGenerator<Item | undefined> {
  const items = source[Symbol.asyncIterator]();
  let isOver = false;
  try {
    let next = items.next();
    for (;;) {
      const result = await Promise.race([next, sign()]);
      if (!result) {
        yield undefined;
        continue;
      }
      if (result.done) {
        isOver = true;
        return;
      }
      next = items.next();
      // It is waited for after the item has been passed on, which may be never.
      next.catch(() => undefined);
      yield result.value;
    }
  } finally {
    if (!isOver) void Promise.resolve(items.return?.()).catch(() => undefined);
  }
}
