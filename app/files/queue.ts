import { ChatKitError } from "#app/chatkit/errors.ts";

/** Works one after another, so that files take one core at most and little memory. */
export function createQueue(maxWaiting: number) {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    /** @throws {ChatKitError} `unavailable` while too many wait; also what `work` throws */
    async inTurn<T>(work: () => Promise<T>): Promise<T> {
      if (waiting >= maxWaiting) {
        throw new ChatKitError(
          "unavailable",
          "Many files are being attached right now. Try again in a moment.",
        );
      }
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      waiting += 1;
      try {
        await before;
        return await work();
      } finally {
        waiting -= 1;
        resolve();
      }
    },
  };
}
