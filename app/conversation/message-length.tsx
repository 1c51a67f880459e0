import { useState } from "react";
import { MAX_MESSAGE_LENGTH } from "#app/chatkit/protocol/limits.ts";

/**
 * Checks the length of a message while it is written. The text box has no `maxLength`, which would cut the end
 * off a paste without saying so.
 */
export function useMessageLength() {
  const [excess, setExcess] = useState(0);
  return {
    /** The number of characters beyond the limit. */
    excess,
    /** Returns whether the text is short enough. */
    check(text: string): boolean {
      const next = Math.max(0, text.length - MAX_MESSAGE_LENGTH);
      setExcess(next);
      return next === 0;
    },
  };
}

/** Says by how much a message is too long; nothing when it isn't. */
export function TooLong({ id, excess }: { id: string; excess: number }) {
  if (excess === 0) return null;
  return (
    <p id={id} role="alert" className="px-4 pt-1 text-sm text-danger">
      {`Your message is too long by ${excess.toLocaleString("en")} ${excess === 1 ? "character" : "characters"}. Shorten it, or send it in parts.`}
    </p>
  );
}
