import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import type { ThreadStatus } from "#app/chatkit/protocol/threads.ts";
import type { MessageVersions } from "#db/queries/message-versions.ts";

export type { MessageVersions } from "#db/queries/message-versions.ts";

/** Number of items in a page's window: a few screens of text, in a document that stays small. */
export const WINDOW = 40;

/** Stored renderings of items, by item id. */
export type StoredHtml = ReadonlyMap<string, string>;

/** The run that is in progress while a page is loaded, from its latest snapshot. */
export interface RunningAnswer {
  id: string;
  /** Number of the last event that `items` contains. */
  lastSeq: number;
  /** Unfinished items. */
  items: ThreadItem[];
}

/** The data of a conversation page: a window of its items, oldest first. */
export interface ConversationData {
  threadId: string | null;
  title: string | null;
  createdAt: string | null;
  /** Its last activity, by which lists are sorted. ISO 8601. Absent for a new one. */
  updatedAt?: string;
  /** A locked or closed conversation takes no messages. */
  /** Hosts whose pictures ChatKit may show in answers. */
  imageDomains: string[];
  status: ThreadStatus;
  /** When the data was read, by the server's clock; it contains no later changes. ISO 8601. */
  loadedAt: string;
  items: ThreadItem[];
  /** The viewer's ratings of answers, by item id. */
  feedback: Record<string, "positive" | "negative">;
  /** The versions of items that have several, by item id; of an answer, by its first item. */
  versions: Record<string, MessageVersions>;
  /** Other versions of the answer, where the newest message has none. */
  versionsAfter: MessageVersions | null;
  /** The item that the address names, if it is in a version that isn't shown. */
  elsewhere: string | null;
  /** Whether there are older and newer items than these. */
  hasEarlier: boolean;
  hasLater: boolean;
  run: RunningAnswer | null;
  /** Where its user keeps it. Absent for a new one. */
  place?: { isPinned: boolean; isArchived: boolean; folderId: string | null; isTemporary: boolean };
  /** Stored renderings by item id. Absent in a document, whose markup already contains them. */
  html?: Record<string, string>;
}
