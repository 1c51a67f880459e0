import { isDrawn } from "#app/chatkit/transcript.ts";
import type { MessageVersions, WindowVersions } from "#db/queries/message-versions.ts";
import type { RenderedMessageRow } from "#db/queries/message-lists.ts";

/** The versions that a page shows, by the id of an item that it draws. */
export interface ShownVersions {
  versions: Record<string, MessageVersions>;
  /** Other versions of what would follow the newest item; null if something does. */
  versionsAfter: MessageVersions | null;
}

/**
 * Gives each version to its first item that is drawn.
 *
 * @param rows the items of the window, hidden ones included
 */
export function shownVersions(
  rows: RenderedMessageRow[],
  { byId, afterNewest }: WindowVersions,
  hasLater: boolean,
): ShownVersions {
  const versions: Record<string, MessageVersions> = {};
  let waiting: MessageVersions | undefined;
  for (const { id, item } of rows) {
    waiting = byId.get(id) ?? waiting;
    if (!isDrawn(item)) continue;
    if (waiting) versions[id] = waiting;
    waiting = undefined;
  }
  return { versions, versionsAfter: hasLater ? null : (waiting ?? afterNewest) };
}
