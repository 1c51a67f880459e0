import type { ChatKitContext } from "#db/chatkit-store.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";

/** The user and run of a turn (from the store's context), and the user's time zone. */
export type ChatContext = ChatKitContext & {
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string;
};

export function localNow({ timeZone }: ChatContext): LocalNow {
  return { now: new Date(), timeZone };
}
