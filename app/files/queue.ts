import pLimit from "p-limit";
import { ChatKitError } from "#app/chatkit/errors.ts";

/** Works one after another, so that files take one core at most and little memory. */
export function createQueue(maxWaiting: number) {
  const limit = pLimit(1);
  return {
    /** @throws {ChatKitError} `unavailable` while too many wait; also what `work` throws */
    async inTurn<T>(work: () => Promise<T>): Promise<T> {
      if (limit.pendingCount >= maxWaiting) {
        throw new ChatKitError(
          "unavailable",
          "Many files are being attached right now. Try again in a moment.",
        );
      }
      return limit(work);
    },
  };
}
