import type { ConversationFilter } from "#db/queries/conversation-filter.ts";
import type { Database } from "#db/types.ts";
import type { Piece } from "./excerpt.server.ts";
import type { HistoryView } from "./view.ts";

/** Whose history, and the clock and language of its dates. */
export interface HistoryScope {
  db: Database;
  userId: string;
  now: Date;
  timeZone: string;
  language: string;
}

/** A conversation as the history shows it. */
export interface HistoryRow {
  id: string;
  title: string | null;
  /** The title with what was searched for marked. */
  marked: Piece[] | null;
  /** ISO 8601 UTC. */
  updatedAt: string;
  /** "10:24", or "Jul 14" */
  when: string;
  /** The beginning of the last answer, or the excerpt of the best message. */
  excerpt: Piece[];
  /** "12 messages", or "and 3 more in this conversation" */
  detail: string;
  path: string;
  isPinned: boolean;
  isArchived: boolean;
  isActive: boolean;
  folderId: string | null;
}

/** How a list or a search is filtered. */
export function filterOf(view: HistoryView): ConversationFilter {
  return {
    ...(view.in === "pinned" ? { pinned: true } : {}),
    // A search finds archived conversations too.
    ...(view.in === "archived" ? { archived: true } : {}),
    ...(view.folder ? { folderId: view.folder } : {}),
    ...(view.has ? { has: view.has } : {}),
  };
}
