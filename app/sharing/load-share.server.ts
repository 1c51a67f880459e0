import { END_SENTENCES } from "#app/chatkit/answer-end.ts";
import { log } from "#app/log.server.ts";
import { isRendered, renderWhole } from "#app/markdown/render.server.ts";
import { getPublicShare, type PublicShare, storeShareRenderings } from "#db/queries/shares.ts";
import type { SharedMessage } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";

/** Messages of one page of a share. */
const PAGE = 100;
const MAX_DESCRIPTION = 200;

/** A message, with the sentence that says why it is only a part of an answer. */
export type PageMessage = Omit<SharedMessage, "ended" | "htmlVersion"> & { note?: string };

/** A page of a share, as its readers get it: without the ids of its owner and its conversation. */
export interface SharePage {
  id: string;
  title: string;
  author: string | null;
  createdAt: string;
  description: string;
  messages: PageMessage[];
  /** The index of the first message of the page. */
  from: number;
  /** The first messages of the pages before and after; null where there is none. */
  earlier: number | null;
  later: number | null;
}

/** An id as `newId` makes it. */
const ID = /^shr_[0-9a-hjkmnp-tv-z]{26}$/;

export const isShareId = (id: string) => ID.test(id);

/**
 * Loads a page of the share.
 *
 * @param from the index of its first message, as text from the address
 * @returns undefined when there is no such share, or it is over
 */
export async function loadShare(
  db: Database,
  { id, from: given, now }: { id: string; from: string | null; now: Date },
): Promise<{ page: SharePage; ownerId: string; conversationId: string } | undefined> {
  if (!isShareId(id)) return undefined;
  const from = given !== null && /^\d{1,6}$/.test(given) ? Number(given) : 0;
  const share = await getPublicShare(db, { id, now, range: { from, to: from + PAGE - 1 } });
  if (!share) return undefined;
  if (share.messages.length === 0 && from > 0) return loadShare(db, { id, from: null, now });
  const messages = await upToDate(db, share, from);
  const firstWords = messages.find(({ role }) => role === "user") ?? messages[0];
  return {
    ownerId: share.userId,
    conversationId: share.conversationId,
    page: {
      id,
      title: share.title,
      author: share.author,
      createdAt: share.createdAt.toISOString(),
      description: shortened(firstWords?.text ?? ""),
      messages: messages.map(pageMessage),
      from,
      earlier: from > 0 ? Math.max(0, from - PAGE) : null,
      later: from + messages.length < share.length ? from + PAGE : null,
    },
  };
}

const pageMessage = ({ ended, htmlVersion: _version, ...message }: SharedMessage): PageMessage =>
  ended ? { ...message, note: END_SENTENCES[ended] } : message;

/** The messages with renderings of this renderer's version, so that a repaired sanitiser applies to old shares. */
async function upToDate(db: Database, share: PublicShare, from: number): Promise<SharedMessage[]> {
  if (!share.messages.some(isOutdated)) return share.messages;
  const messages = await Promise.all(
    share.messages.map(async (message, index) =>
      isOutdated(message) ? renderAgain(message, `${share.id}-${from + index}`) : message,
    ),
  );
  storeShareRenderings(db, { share, from, messages }).catch((error: unknown) =>
    log.warn({ err: error, share: share.id }, "the renderings of a share could not be stored"),
  );
  return messages;
}

const isOutdated = ({ html, htmlVersion = null }: SharedMessage) =>
  html !== null && !isRendered({ type: "assistant_message", html, htmlVersion });

async function renderAgain(message: SharedMessage, id: string): Promise<SharedMessage> {
  const { text, createdAt } = message;
  const content = [{ type: "output_text" as const, text, annotations: [] }];
  const { html, htmlVersion } = await renderWhole({
    type: "assistant_message",
    id,
    thread_id: id,
    created_at: createdAt,
    content,
  });
  return { ...message, html, htmlVersion };
}

function shortened(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  const characters = Array.from(line);
  return characters.length <= MAX_DESCRIPTION
    ? line
    : `${characters.slice(0, MAX_DESCRIPTION - 1).join("")}…`;
}
