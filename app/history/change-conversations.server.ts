import { z } from "zod";
import { InstructionsText } from "#app/instructions/settings-forms.server.ts";
import { isBlank } from "#app/chatkit/blank.ts";
import { withoutTurns } from "#app/chatkit/turns.ts";
import {
  deleteAllConversations,
  deleteConversations,
  placeConversations,
  type Place,
  purgeConversations,
  restoreConversations,
} from "#db/queries/conversation-changes.ts";
import { createFolder, deleteFolder, MAX_FOLDERS, updateFolder } from "#db/queries/folders.ts";
import { updateConversation } from "#db/queries/conversations.ts";
import { folderColors } from "#db/schema/index.ts";
import type { Database } from "#db/types.ts";
import type { DoneChange } from "./undo.ts";

const MAX_IDS = 500;
const MAX_TITLE = 300;
const ids = z
  .string()
  .transform((text) => [...new Set(text.split(",").filter((id) => id !== "" && id.length <= 100))])
  .refine((found) => found.length > 0, "Choose a conversation first.")
  .refine((found) => found.length <= MAX_IDS, `Choose at most ${MAX_IDS} conversations.`);
const name = z
  .string()
  .overwrite(withoutTurns)
  .trim()
  .refine((text) => !isBlank(text), "Write a name first.")
  .max(60, "Keep the name under 60 characters.");
const color = z.enum(folderColors, "Choose one of the colours.").default("gray");

/** The forms that change conversations and folders, told apart by `intent`. Several `id` fields are joined. */
const ChangeForm = z.discriminatedUnion(
  "intent",
  [
    z.object({
      intent: z.enum(["pin", "unpin", "archive", "unarchive", "delete", "restore", "purge"]),
      id: ids,
    }),
    /** To a folder, or with an empty `folder` out of it. */
    z.object({ intent: z.literal("move"), id: ids, folder: z.string().max(100).default("") }),
    z.object({
      intent: z.literal("rename"),
      id: z.string().max(100),
      title: z
        .string()
        .overwrite(withoutTurns)
        .trim()
        .refine((text) => !isBlank(text), "Write a title first.")
        .max(MAX_TITLE, `Keep the title under ${MAX_TITLE} characters.`),
    }),
    z.object({ intent: z.literal("delete-all") }),
    z.object({ intent: z.literal("purge-all") }),
    /** Restores what was deleted at one moment. */
    z.object({ intent: z.literal("restore-at"), at: z.iso.datetime() }),
    z.object({ intent: z.literal("create-folder"), name, color, id: ids.optional().catch(undefined) }),
    z.object({
      intent: z.literal("edit-folder"),
      folder: z.string().max(100),
      name,
      color,
      instructions: InstructionsText.optional(),
    }),
    z.object({ intent: z.literal("delete-folder"), folder: z.string().max(100) }),
  ],
  "This form is unknown.",
);
type ChangeForm = z.output<typeof ChangeForm>;

export type ChangeResult = { done: DoneChange } | { error: string; status: 400 | 404 };

interface Scope {
  db: Database;
  userId: string;
  now: Date;
}

const NOT_FOUND = { error: "It isn't there any more.", status: 404 } as const;

/** Carries out a form that changes the user's conversations or folders. */
export async function changeConversations(form: FormData, scope: Scope): Promise<ChangeResult> {
  const fields: Record<string, string> = {};
  for (const [key, value] of form) {
    if (typeof value !== "string") continue;
    fields[key] = key === "id" && fields.id ? `${fields.id},${value}` : value;
  }
  const parsed = ChangeForm.safeParse(fields);
  if (!parsed.success)
    return { error: parsed.error.issues[0]?.message ?? "This form is unknown.", status: 400 };
  const done = await carryOut(parsed.data, scope);
  return done ? ("error" in done ? { ...done, status: 400 } : { done }) : NOT_FOUND;
}

/** Takes the last change back: its forms, one after the other. */
export async function undoChange(change: DoneChange | null, scope: Scope): Promise<ChangeResult> {
  for (const fields of change?.undo ?? []) {
    const form = new FormData();
    for (const [key, value] of Object.entries(fields)) form.set(key, value);
    const result = await changeConversations(form, scope);
    if ("error" in result) return result;
  }
  if (!change || change.undo.length === 0)
    return { error: "There is nothing to undo any more.", status: 404 };
  return { done: { text: "Undone", undo: [] } };
}

async function carryOut(
  form: ChangeForm,
  { db, userId, now }: Scope,
): Promise<DoneChange | { error: string } | undefined> {
  switch (form.intent) {
    case "pin":
      return place({ db, userId }, form.id, { pinnedAt: now }, "Pinned");
    case "unpin":
      return place({ db, userId }, form.id, { pinnedAt: null }, "Unpinned");
    case "archive":
      return place({ db, userId }, form.id, { archivedAt: now }, "Archived");
    case "unarchive":
      return place({ db, userId }, form.id, { archivedAt: null }, "Moved out of the archive:");
    case "move":
      return place({ db, userId }, form.id, { folderId: form.folder || null }, "Moved");
    case "rename": {
      const changes = { title: form.title, titleSource: "user" as const };
      const row = await updateConversation(db, { userId, id: form.id, changes });
      return row && { text: `Renamed to “${form.title}”`, undo: [] };
    }
    case "delete": {
      const count = await deleteConversations(db, { userId, ids: form.id, at: now });
      return count > 0 ? deleted(count, now) : undefined;
    }
    case "delete-all":
      return deleted(await deleteAllConversations(db, { userId, at: now }), now);
    case "restore":
      return restored(await restoreConversations(db, { userId, which: { ids: form.id } }));
    case "restore-at":
      return restored(await restoreConversations(db, { userId, which: { deletedAt: new Date(form.at) } }));
    case "purge":
      return purged(await purgeConversations(db, { userId, ids: form.id }));
    case "purge-all":
      return purged(await purgeConversations(db, { userId, ids: "all" }));
    case "create-folder": {
      const folder = await createFolder(db, { userId, name: form.name, color: form.color });
      if (!folder) return { error: `You have ${MAX_FOLDERS} folders, which is the most there can be.` };
      if (form.id) return place({ db, userId }, form.id, { folderId: folder.id }, "Moved");
      return { text: `Created the folder “${folder.name}”`, undo: [] };
    }
    case "edit-folder": {
      const { folder: id, instructions } = form;
      const values = {
        name: form.name,
        color: form.color,
        instructions: instructions === "" ? null : instructions,
      };
      const result = await updateFolder(db, { userId, id, ...values });
      if (result === "taken") return { error: "You have another folder with this name." };
      return result === "updated" ? { text: "Saved the folder", undo: [] } : undefined;
    }
    case "delete-folder":
      return (await deleteFolder(db, { userId, id: form.folder }))
        ? { text: "Deleted the folder; its conversations are still there", undo: [] }
        : undefined;
  }
}

/** Pins, archives or files conversations. The undo puts each back to where it was. */
async function place(
  { db, userId }: { db: Database; userId: string },
  wanted: string[],
  to: Partial<Place>,
  verb: string,
): Promise<DoneChange | undefined> {
  const before = await placeConversations(db, { userId, ids: wanted, place: to });
  if (before.length === 0) return undefined;
  const groups = new Map<string, { fields: Record<string, string>; ids: string[] }>();
  for (const row of before) {
    const fields = inverseOf(to, row);
    const key = JSON.stringify(fields);
    const group = groups.get(key) ?? { fields, ids: [] };
    group.ids.push(row.id);
    groups.set(key, group);
  }
  const undo = [...groups.values()].map((group) => ({ ...group.fields, id: group.ids.join(",") }));
  return { text: `${verb} ${counted(before.length)}`, undo };
}

function inverseOf(to: Partial<Place>, before: Place): Record<string, string> {
  if (to.folderId !== undefined) return { intent: "move", folder: before.folderId ?? "" };
  if (to.pinnedAt !== undefined) return { intent: before.pinnedAt ? "pin" : "unpin" };
  return { intent: before.archivedAt ? "archive" : "unarchive" };
}

const deleted = (count: number, at: Date): DoneChange => ({
  text: `Deleted ${counted(count)}`,
  undo: count > 0 ? [{ intent: "restore-at", at: at.toISOString() }] : [],
});
const restored = (count: number): DoneChange | undefined =>
  count > 0 ? { text: `Restored ${counted(count)}`, undo: [] } : undefined;
const purged = (count: number): DoneChange => ({ text: `Deleted ${counted(count)} for good`, undo: [] });

const counted = (count: number): string => (count === 1 ? "the conversation" : `${count} conversations`);
