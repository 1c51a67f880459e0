import type { ErrorEvent } from "#app/chatkit/protocol/events.ts";

/**
 * How a run ends whose process died or went away before the answer was whole; one that had not said a thing
 * had not stored what it was sent either.
 */
export function interruption({ begun }: { begun: boolean }): ErrorEvent {
  return {
    type: "error",
    code: "custom",
    message: begun
      ? "The answer was interrupted. What there is of it was kept."
      : "The answer was interrupted before it began. Please send your message again.",
    allow_retry: true,
  };
}
