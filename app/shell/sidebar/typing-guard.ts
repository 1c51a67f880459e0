/** So long after a letter the next one is still the same word. */
const PAUSE_MS = 1_500;

interface Key {
  key: string;
  /** The time of the event. */
  at: number;
  /** It went into a field. */
  inField: boolean;
}

/**
 * Tells keys that mean something from those of somebody whose field has vanished under their hands: a form
 * was sent, a view gave way to another. They type on, and each letter would be a shortcut.
 */
export function createTypingGuard() {
  let last = Number.NEGATIVE_INFINITY;
  return {
    /** @returns whether it belongs to what somebody was writing in a field that is gone */
    isTypedOn({ key, at, inField }: Key): boolean {
      // Who goes elsewhere by keyboard has stopped writing.
      if (key === "Tab" || key === "Escape") last = Number.NEGATIVE_INFINITY;
      else if (inField || at - last < PAUSE_MS) {
        last = at;
        return !inField;
      }
      return false;
    },
    /** Who points elsewhere has stopped writing too. */
    pointed() {
      last = Number.NEGATIVE_INFINITY;
    },
  };
}
