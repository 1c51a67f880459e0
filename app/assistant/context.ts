import type { ChatKitContext } from "#db/chatkit-store.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";

/** Whose turn it is, on behalf of which run, and where the person's clock is. */
export type ChatContext = ChatKitContext & {
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string;
};

export function localNow({ timeZone }: ChatContext): LocalNow {
  return { now: new Date(), timeZone };
}
