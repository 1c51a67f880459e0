import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadStatus } from "#app/chatkit/protocol/threads.ts";

/** Stored renderings of items, by item id. */
export type StoredHtml = ReadonlyMap<string, string>;

/** The run that answers while a page is loaded, as it was last written. */
export interface RunningAnswer {
  id: string;
  /** The last event that `items` contains. */
  lastSeq: number;
  /** Items that are being streamed. */
  items: ThreadItem[];
}

/** A conversation as its page gets it: the newest window of its items, oldest first. */
export interface ConversationData {
  threadId: string | null;
  title: string | null;
  createdAt: string | null;
  /** A locked or closed conversation takes no messages. */
  status: ThreadStatus;
  /** When this was read: what has happened since isn't in it. ISO 8601, by the server's clock. */
  loadedAt: string;
  items: ThreadItem[];
  /** Ids of answers that were cut short. */
  interrupted: string[];
  /** What the viewer thought of answers, by item id. */
  feedback: Record<string, "positive" | "negative">;
  /** Items exist before these, and after them. */
  hasEarlier: boolean;
  hasLater: boolean;
  run: RunningAnswer | null;
  /** Stored renderings by item id; absent in a document, whose markup holds them already. */
  html?: Record<string, string>;
}
