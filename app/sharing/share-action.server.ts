import { storableText } from "#app/chatkit/sanitize.ts";
import { newId } from "#db/ids.ts";
import { createShare, deleteShare, MAX_SHARES, updateShare } from "#db/queries/shares.ts";
import type { ShareSnapshot } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import { endOf, isEndDate } from "./end-dates.ts";
import { snapshotMessages } from "./snapshot.server.ts";

interface Sharer {
  db: Database;
  userId: string;
  name: string;
  now: Date;
}

interface SharedThread {
  conversationId: string;
  title: string | null;
  temporary: boolean;
}

/** What a form of the share pages did. `done` names the share; `refused` says why nothing was done. */
export type ShareResult =
  | { kind: "done"; intent: "create" | "update" | "revoke"; id: string }
  | { kind: "refused"; message: string }
  | { kind: "not_found" };

/** `{intent: create | update | revoke, share?, ends?, name?, files?}` on the page of a conversation. */
export async function shareAction(
  form: FormData,
  sharer: Sharer,
  thread: SharedThread,
): Promise<ShareResult> {
  switch (form.get("intent")) {
    case "create":
      return create(form, sharer, thread);
    case "update":
      return update(form, sharer, thread);
    case "revoke":
      return revokeShare(form, sharer);
    default:
      return refused("This form has no such action.");
  }
}

async function create(form: FormData, sharer: Sharer, thread: SharedThread): Promise<ShareResult> {
  const ends = form.get("ends") ?? "never";
  if (!isEndDate(ends)) return refused("Choose when the share ends.");
  if (thread.temporary) return refused("A temporary chat can’t be shared: it is deleted after a day.");
  const snapshot = await snapshotOf(form, sharer, thread);
  if (typeof snapshot === "string") return refused(snapshot);
  const { db, userId, now } = sharer;
  const { conversationId } = thread;
  const id = newId("shr");
  const outcome = await createShare(db, {
    id,
    userId,
    conversationId,
    snapshot,
    expiresAt: endOf(ends, now),
  });
  if (outcome === "too_many") return refused(`You have ${MAX_SHARES} shares. Revoke one first.`);
  return outcome === "created" ? { kind: "done", intent: "create", id } : { kind: "not_found" };
}

/** The address and the end date stay, the copy is a new one. */
async function update(form: FormData, sharer: Sharer, thread: SharedThread): Promise<ShareResult> {
  const snapshot = await snapshotOf(form, sharer, thread);
  if (typeof snapshot === "string") return refused(snapshot);
  const { db, userId } = sharer;
  const { conversationId } = thread;
  const id = shareId(form);
  const isUpdated = await updateShare(db, { id, userId, conversationId, snapshot });
  return isUpdated ? { kind: "done", intent: "update", id } : { kind: "not_found" };
}

/** Revokes the share of the form. */
export async function revokeShare(
  form: FormData,
  { db, userId }: Pick<Sharer, "db" | "userId">,
): Promise<ShareResult> {
  const id = shareId(form);
  return (await deleteShare(db, { id, userId }))
    ? { kind: "done", intent: "revoke", id }
    : { kind: "not_found" };
}

/** The copy, or why there is none. */
async function snapshotOf(
  form: FormData,
  { db, userId, name }: Sharer,
  { conversationId, title }: SharedThread,
): Promise<ShareSnapshot | string> {
  const messages = await snapshotMessages(
    db,
    { userId, conversationId },
    { withFiles: form.get("files") === "on" },
  );
  if (!messages) return "This conversation is too long to share. Export it instead.";
  if (messages.length === 0) return "There is nothing to share yet.";
  const author = form.get("name") === "on" ? storableText(name) : null;
  return { title: title ?? "A conversation", author, messages };
}

const refused = (message: string): ShareResult => ({ kind: "refused", message });

function shareId(form: FormData): string {
  const value = form.get("share");
  return typeof value === "string" ? value : "";
}
