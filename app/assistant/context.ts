import type { Store } from "#app/chatkit/store.ts";
import type { ChatKitContext } from "#db/chatkit-store.ts";
import { userOfRun } from "#db/queries/runs.ts";
import type { TurnUsage } from "#db/queries/usage.ts";
import type { Database } from "#db/types.ts";
import type { LocalNow } from "#app/tasks/local-time.ts";

/** The user and run of a turn (from the store's context), and the user's time zone. */
export type ChatContext = ChatKitContext & {
  /** An IANA name such as `Europe/Berlin`. */
  timeZone: string;
  /** A BCP 47 tag such as `de-DE`; English of the United States if unset. */
  language?: string | undefined;
  /** The app's origin as the client reaches it, for links to files. */
  origin?: string | undefined;
  /** What the answer has cost so far, which the assistant reports. */
  usage?: TurnUsage | undefined;
};

/** What the assistant reads and writes. */
export interface AssistantDeps {
  db: Database;
  store: Store<ChatContext>;
}

export function localNow({ timeZone, language }: ChatContext): LocalNow {
  return { now: new Date(), timeZone, language };
}

/**
 * The user of the turn at this moment, also written into the context. It changes when a guest signs up during
 * the turn, in this process or in another one.
 */
export async function currentUser(db: Database, context: ChatContext): Promise<string> {
  const userId = context.runId === undefined ? undefined : await userOfRun(db, context.runId);
  if (userId !== undefined) context.userId = userId;
  return context.userId;
}
