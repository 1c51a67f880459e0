import type { Attachment } from "#app/chatkit/protocol/attachments.ts";
import { draftKey } from "../draft.ts";

/*
 * The stored files of a conversation's draft, beside its text (`../draft.ts`) and for as long. A file that is still on its
 * way can't be kept over a reload.
 */

const keyOf = (threadId: string | null) => `${draftKey(threadId)}:files`;

/** Composers on the screen, to which files come back. */
const composers = new Set<{ threadId(): string | null; adopt(files: Attachment[]): void }>();

export function keepDraftFiles(threadId: string | null, files: readonly Attachment[]): void {
  try {
    if (files.length > 0) sessionStorage.setItem(keyOf(threadId), JSON.stringify(files));
    else sessionStorage.removeItem(keyOf(threadId));
  } catch {
    // Storage is switched off: the draft is lost when the page is left.
  }
}

export function readDraftFiles(threadId: string | null): Attachment[] {
  try {
    const files: Attachment[] = JSON.parse(sessionStorage.getItem(keyOf(threadId)) ?? "[]");
    return files;
  } catch {
    return [];
  }
}

/** Puts files into a conversation's composer: now, where it is on the screen, else when it is. */
export function addDraftFiles(threadId: string | null, files: readonly Attachment[]): void {
  const before = readDraftFiles(threadId);
  const known = new Set(before.map(({ id }) => id));
  keepDraftFiles(threadId, [...before, ...files.filter(({ id }) => !known.has(id))]);
  for (const composer of composers) if (composer.threadId() === threadId) composer.adopt([...files]);
}

/** Has files that come back given to a composer. Returns how to end that. */
export function receiveDraftFiles(threadId: () => string | null, adopt: (files: Attachment[]) => void) {
  const composer = { threadId, adopt };
  composers.add(composer);
  return () => void composers.delete(composer);
}
