import type { ComposerOptions } from "./composer-options.ts";
import type { ConversationData } from "./conversation-data.ts";

/** What the loader of a conversation page brings. */
export interface ChatPage {
  conversation: ConversationData;
  /** The page shows earlier messages, which ChatKit isn't given. */
  isEarlierWindow: boolean;
  /** Id of the message that the address points to. */
  target: string | null;
  /** Names the part of the conversation that the address asks for; empty for its end. */
  place: string;
  viewerId: string;
  /** Null for guests. */
  viewerName: string | null;
  /** Idempotency key of the page's forms. */
  sendKey: string;
  /** What was written before a sign-in, for the composer. */
  words: string | undefined;
  composer: ComposerOptions;
  chatkit: { secret: string; expiresAt: number; scriptUrl: string; domainKey: string };
  /** It is from the browser's memory, and newer data is on its way. */
  isStale?: boolean;
}
