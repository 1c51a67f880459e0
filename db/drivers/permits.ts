export interface Permits {
  /** Resolves with the function that gives the permit back; with undefined when none was free for so long. */
  acquire(timeoutMs: number): Promise<(() => void) | undefined>;
  readonly waiting: number;
}

/** A counting semaphore whose waiters are served in order, each for a limited time. */
export function createPermits(count: number): Permits {
  let free = count;
  const queue = new Set<() => void>();

  /** Each permit is given back once, even when its holder does so twice. */
  function grant(): () => void {
    let isHeld = true;
    return () => {
      if (!isHeld) return;
      isHeld = false;
      const [next] = queue;
      if (next) next();
      else free++;
    };
  }

  return {
    acquire(timeoutMs) {
      if (free > 0) {
        free--;
        return Promise.resolve(grant());
      }
      return new Promise((resolve) => {
        const serve = () => {
          clearTimeout(timer);
          queue.delete(serve);
          resolve(grant());
        };
        const timer = setTimeout(() => {
          queue.delete(serve);
          resolve(undefined);
        }, timeoutMs);
        queue.add(serve);
      });
    },
    get waiting() {
      return queue.size;
    },
  };
}
