/**
 * The items of a source, and undefined between them whenever there is something else to see to: the source may be silent for
 * long. A source that is left is told so, without waiting for it: one that hangs may never settle that.
 *
 * Each promise is waited for once. `Promise.race` would add something to the one that is silent each time that the other
 * speaks, and all of it is kept until the silence is over.
 *
 * @param sign resolves when there is something; asked again when that has been seen to
 */
export async function* interleaved<Item>(
  source: AsyncIterable<Item>,
  sign: () => Promise<void>,
): AsyncGenerator<Item | undefined> {
  const items = source[Symbol.asyncIterator]();
  const heard = new Heard<Item>();
  let isOver = false;
  try {
    heard.next(items.next());
    heard.sign(sign());
    for (;;) {
      await heard.anything();
      const next = heard.takeNext();
      if (!next) {
        yield undefined;
        heard.sign(sign());
        continue;
      }
      if ("error" in next) throw next.error;
      if (next.result.done) {
        isOver = true;
        return;
      }
      heard.next(items.next());
      yield next.result.value;
    }
  } finally {
    if (!isOver) void Promise.resolve(items.return?.()).catch(() => undefined);
  }
}

type Next<Item> = { result: IteratorResult<Item> } | { error: unknown };

/** What has come of the source and the sign, and hasn't been taken. */
class Heard<Item> {
  #next: Next<Item> | undefined;
  #isSigned = false;
  #wake = () => {};

  next(promise: Promise<IteratorResult<Item>>): void {
    const come = (next: Next<Item>) => {
      this.#next = next;
      this.#wake();
    };
    promise.then(
      (result) => come({ result }),
      (error: unknown) => come({ error }),
    );
  }

  sign(promise: Promise<void>): void {
    const come = () => {
      this.#isSigned = true;
      this.#wake();
    };
    void promise.then(come);
  }

  anything(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#next || this.#isSigned) resolve();
      else this.#wake = resolve;
    });
  }

  /** Undefined when it is the sign that has come. */
  takeNext(): Next<Item> | undefined {
    const next = this.#next;
    if (next) this.#next = undefined;
    else this.#isSigned = false;
    return next;
  }
}
