/** A key within this time of the last one continues the typing. */
const PAUSE_MS = 1_500;

interface Key {
  key: string;
  /** The event's `timeStamp`. */
  at: number;
  /** Whether its target is a field. */
  inField: boolean;
}

/**
 * Tells shortcuts from the keys of a user who is still typing although the field is gone: a form was sent, or
 * ChatKit took over. Each letter would trigger a shortcut.
 */
export function createTypingGuard() {
  let last = Number.NEGATIVE_INFINITY;
  return {
    /** @returns whether the key continues the typing in a field that is gone */
    isContinuedTyping({ key, at, inField }: Key): boolean {
      // The user has left the field on purpose.
      if (key === "Tab" || key === "Escape") last = Number.NEGATIVE_INFINITY;
      else if (inField || at - last < PAUSE_MS) {
        last = at;
        return !inField;
      }
      return false;
    },
    /** The pointer was used, so the typing is over. */
    onPointerDown() {
      last = Number.NEGATIVE_INFINITY;
    },
  };
}
