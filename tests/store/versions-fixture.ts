import type { ThreadItem } from "#app/chatkit/protocol/items.ts";
import { newId } from "#db/ids.ts";
import { itemText } from "#db/item-text.ts";
import { listMessages } from "#db/queries/message-lists.ts";
import { addVersion, deleteMessage, putAsideAfter, switchVersion } from "#db/queries/message-branches.ts";
import { listWindowVersions } from "#db/queries/message-versions.ts";
import { upsertMessage } from "#db/queries/messages.ts";
import type { Database } from "#db/types.ts";

import { addConversation, addUser, assistantMessage, toNewMessage, userMessage } from "./fixtures.ts";

/** A conversation whose messages are named by their texts. */
export interface Talk {
  key: { userId: string; conversationId: string };
  idOf(text: string): string;
  /** Adds a question or, for a text with a lower-case letter, an answer. */
  add(text: string): Promise<void>;
  addItem(item: ThreadItem): Promise<void>;
  /** Retries the question, and answers it with the text. */
  retry(question: string, answer?: string): Promise<void>;
  edit(question: string, text: string): Promise<void>;
  switchTo(text: string): ReturnType<typeof switchVersion>;
  remove(text: string): Promise<boolean>;
  /** The texts that are shown. */
  shown(): Promise<string[]>;
  /** `text position/count` of each shown message with versions, and of what would follow the newest. */
  versions(): Promise<string[]>;
}

export async function startTalk(db: Database, ...texts: string[]): Promise<Talk> {
  const userId = await addUser(db);
  const conversationId = await addConversation(db, userId);
  const key = { userId, conversationId };
  const ids = new Map<string, string>();
  const idOf = (text: string) => ids.get(text) ?? "msg_absent";
  const itemOf = (text: string): ThreadItem => {
    const id = newId("msg");
    ids.set(text, id);
    return /[a-z]/.test(text)
      ? assistantMessage(conversationId, text, id)
      : userMessage(conversationId, text, id);
  };
  const talk: Talk = {
    key,
    idOf,
    add: (text) => talk.addItem(itemOf(text)),
    async addItem(item) {
      await upsertMessage(db, { ...key, message: toNewMessage(item) });
    },
    async retry(question, answer) {
      await putAsideAfter(db, { ...key, id: idOf(question) });
      if (answer !== undefined) await talk.add(answer);
    },
    async edit(question, text) {
      await addVersion(db, { ...key, id: idOf(question), message: toNewMessage(itemOf(text)) });
    },
    switchTo: (text) => switchVersion(db, { ...key, id: idOf(text) }),
    remove: (text) => deleteMessage(db, { ...key, id: idOf(text) }),
    async shown() {
      const page = await listMessages(db, { ...key, limit: 1000, order: "asc" });
      return page?.rows.map(({ item }) => itemText(item)) ?? [];
    },
    async versions() {
      const { byId, afterNewest } = await listWindowVersions(db, { ...key, limit: 1000 });
      const shown = await talk.shown();
      const marks = shown.flatMap((text) => {
        const versions = byId.get(idOf(text));
        return versions ? `${text} ${versions.position}/${versions.count}` : [];
      });
      return afterNewest ? [...marks, `- ${afterNewest.position}/${afterNewest.count}`] : marks;
    },
  };
  for (const text of texts) await talk.add(text);
  return talk;
}
